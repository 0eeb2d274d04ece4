import type { Template } from '@shared/domain/template';
import type { HeadConfiguration, RunConfiguration } from '@shared/learning/configuration';
import { canBeTaught } from '@shared/learning/teacher';
import { canRealign } from '@shared/learning/views';
import type { FaceTable } from '../learning/faceTable';
import { createMultiHead } from '../learning/heads/multiHead';
import { hasOneClass } from '../learning/heads/oneClass';
import { readTargets } from '../learning/heads/targets';
import { formOf, headTargets } from '../project/results/headTargets';
import { selectRows, type PreparedFaces } from '../runs/faceTables';
import { labelledRows } from '../runs/labelledFaces';
import { dealFolds, rowsOfFold } from './folds';

/** What a check asks, and of which faces. */
export interface CheckedFaces {
  /** Of the heads that can be checked. */
  readonly configuration: RunConfiguration;
  /** The faces with a label of one of them. */
  readonly table: FaceTable;
  readonly contentHashes: readonly string[];
  /** The fold of each. */
  readonly dealt: Uint8Array;
  /** Heads that the networks of some fold could not learn. */
  readonly leftOut: readonly string[];
}

type Faces = Pick<PreparedFaces, 'table' | 'contentHashes'>;

/**
 * Deals faces to folds, and leaves out the heads that the rest of a fold cannot teach: without a label, or with one value
 * alone. Without these there may be fewer faces, so that it is dealt anew until no other is left out. Where no head can
 * be learnt all of them stay, for the training to tell what lacks.
 */
export function checkedFaces(
  faces: Faces,
  configuration: RunConfiguration,
  folds: number,
  template: Template,
): CheckedFaces {
  const leftOut: string[] = [];
  let asked = configuration;
  for (;;) {
    const { table, contentHashes } = labelled(faces, asked, template);
    const kinds = kindsOf(asked.heads, template, table);
    const dealt = dealFolds(contentHashes, kinds, folds, configuration.seed);
    const lacking = new Set(unlearnable(asked.heads, template, table, dealt, folds));
    if (lacking.size === 0 || lacking.size === asked.heads.length) {
      return { configuration: asked, table, contentHashes, dealt, leftOut };
    }
    leftOut.push(...lacking);
    asked = withHeads(
      asked,
      asked.heads.filter(({ name }) => !lacking.has(name)),
    );
  }
}

/** Those with a label of one of the heads; all of them where none has. */
function labelled(
  { table, contentHashes }: Faces,
  configuration: RunConfiguration,
  template: Template,
): Faces {
  const { scheme, attributes } = template;
  const rows = labelledRows(table, { configuration, scheme, attributes });
  if (rows === null) return { table, contentHashes };
  return {
    table: selectRows(table, rows, attributes),
    contentHashes: Array.from(rows, (row) => contentHashes[row]!),
  };
}

/** Of each row, what folds are to have about as much of each: a value of a head, or that it is labelled at all. */
function kindsOf(heads: readonly HeadConfiguration[], template: Template, table: FaceTable): string[][] {
  const kinds = Array.from({ length: table.count }, (): string[] => []);
  for (const head of heads) {
    const { form } = formOf(head, template);
    const { targets, targetWidth } = headTargets(head, template, table);
    kinds.forEach((ofRow, row) => {
      const own = targets.subarray(row * targetWidth, (row + 1) * targetWidth);
      if (own.every(Number.isNaN)) return;
      if (form === 'choice') ofRow.push(`${head.name} ${own[0]}`);
      else ofRow.push(head.name);
      if (form === 'tags') own.forEach((tag, index) => tag === 1 && ofRow.push(`${head.name} ${index}`));
    });
  }
  return kinds;
}

function unlearnable(
  heads: readonly HeadConfiguration[],
  template: Template,
  table: FaceTable,
  dealt: Uint8Array,
  folds: number,
): string[] {
  const multiHead = createMultiHead(heads, template);
  const rests = Array.from({ length: folds }, (_, fold) =>
    selectRows(table, rowsOfFold(dealt, fold).learnt, template.attributes),
  );
  return multiHead.heads
    .filter((head) =>
      rests.some((rest) => {
        const targets = readTargets(head.targetReader(rest), rest, template);
        return targets.labelledElements === 0 || hasOneClass(head.configuration, targets);
      }),
    )
    .map(({ name }) => name);
}

/** Without what only the other heads could give or take. */
function withHeads(configuration: RunConfiguration, heads: readonly HeadConfiguration[]): RunConfiguration {
  const { views, teacher, ...others } = configuration;
  return {
    ...others,
    heads,
    ...(views === undefined ? {} : { views: canRealign(heads) ? views : { ...views, realigned: false } }),
    ...(teacher !== undefined && canBeTaught({ heads, input: configuration.input }) ? { teacher } : {}),
  };
}
