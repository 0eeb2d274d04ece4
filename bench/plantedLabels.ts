import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainingSplit } from '../src/shared/domain/face';
import { rankings, ranksOf } from '../src/shared/insight/ranking';
import type { HeadColumns } from '../src/shared/insight/headColumns';
import type { RunConfiguration } from '../src/shared/learning/configuration';
import { presetConfiguration } from '../src/shared/learning/presets';
import { startCropReader } from '../src/main/images/cropReader';
import type { RunningJob } from '../src/main/jobs/jobRunner';
import { checkLabels } from '../src/main/labelCheck/checkLabels';
import { Random } from '../src/main/learning/random';
import { openProject, type Project } from '../src/main/project/project';
import { EngineRoom } from '../src/main/runs/engineRoom';

interface Options {
  readonly project: string;
  /** Of the training labels of each attribute. */
  readonly share: number;
  readonly folds: number;
  readonly epochs: number;
  readonly seed: number;
  readonly heads: readonly string[];
  readonly sizePx: number;
  readonly learningRate: number;
}

/** Those of MTFL that have two values. */
const attributes = ['gender', 'glasses'] as const;

let told = 0;
const job: RunningJob = {
  jobId: 'bench',
  signal: new AbortController().signal,
  progress: ({ phase, done, total }) => {
    if (performance.now() - told < 30_000) return;
    told = performance.now();
    console.error(`${phase}: ${done} of ${total}`);
  },
  note: (message) => console.error(message),
};

export async function main(options: Options): Promise<void> {
  const { project: original, share, folds, epochs, seed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'facet-planted-'));
  cpSync(original, folder, { recursive: true });
  const project = openProject(folder, { mode: 'write' });
  const engines = new EngineRoom();
  const reader = startCropReader();
  try {
    const planted = new Map(
      attributes.map((attribute) => [attribute, plant(project, attribute, share, seed)]),
    );
    const { name, id } = project.runs.create({ configuration: configurationOf(project, options) });
    const services = { project, engines, reader, job, emit: () => undefined };
    const report = await checkLabels(services, { run: name, folds, epochs });
    const evaluation = project.evaluations.newestOn(id, report.split)!;
    const found = attributes.map((attribute) => {
      const columns = project.evaluations.columns(evaluation.id, attribute)!;
      return [attribute, foundIn(columns, planted.get(attribute)!, share)];
    });
    const { engine, seconds, suspects, metrics, faces } = report;
    console.log(
      JSON.stringify(
        {
          ...options,
          project: undefined,
          faces,
          engine,
          seconds,
          suspects,
          metrics,
          found: Object.fromEntries(found),
        },
        null,
        2,
      ),
    );
  } finally {
    await engines.close();
    await reader.close();
    project.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The preset studio's, smaller, and with faces less shaken: those that are asked about are framed as those that are
 * learnt from, and a short training has no time for more.
 */
function configurationOf(
  { template }: Project,
  { seed, heads, sizePx, learningRate }: Options,
): RunConfiguration {
  const preset = presetConfiguration('studio', template);
  return {
    ...preset,
    heads: preset.heads.filter(({ name }) => heads.includes(name)),
    input: { ...preset.input, sizePx },
    optimizer: { ...preset.optimizer, learningRate },
    augmentation: {
      ...{ flip: 0.5, rotationDegrees: 5, scale: [0.95, 1.05] as const, shift: 0.02 },
      ...{ brightness: 0.1, contrast: [0.8, 1.2] as const },
    },
    seed,
  };
}

/** Gives a share of the training faces the other value; answers which. */
function plant(project: Project, attribute: string, share: number, seed: number): ReadonlySet<number> {
  const { faceIds, attributes: labels } = project.faces.forLearning({ splits: [trainingSplit] });
  const values = project.template.attributes.find(({ id }) => id === attribute)!.values.map(({ id }) => id);
  const rows = Int32Array.from(faceIds, (_, row) => row).filter(
    (row) => !Number.isNaN(labels[attribute]![row]!),
  );
  Random.fromSeed(seed, `planted ${attribute}`).shuffle(rows);
  const chosen = [...rows.subarray(0, Math.round(rows.length * share))];
  const edits = chosen.map((row) => {
    const to = values[1 - labels[attribute]![row]!]!;
    return { faceId: faceIds[row]!, kind: 'attribute', attribute, to } as const;
  });
  for (let start = 0; start < edits.length; start += 100) {
    project.journal.apply(edits.slice(start, start + 100), 'bench');
  }
  return new Set(chosen.map((row) => faceIds[row]!));
}

/** By each ranking: the share of planted labels among as many of the first as there were planted, and of all labels. */
function foundIn(columns: HeadColumns, planted: ReadonlySet<number>, share: number): Record<string, number> {
  const shares = rankings.map((ranking) => {
    const ranks = ranksOf(columns, ranking);
    const rows = Array.from(ranks, (_, row) => row).filter((row) => !Number.isNaN(ranks[row]!));
    rows.sort((first, second) => ranks[second]! - ranks[first]!);
    const top = rows.slice(0, Math.round(rows.length * share));
    return [ranking, top.filter((row) => planted.has(columns.faceIds[row]!)).length / top.length] as const;
  });
  return { planted: planted.size, ...Object.fromEntries(shares) };
}
