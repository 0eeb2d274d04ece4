import type { LibraryFilter, LibrarySort } from '@shared/contract/library';
import type { Template } from '@shared/domain/template';
import type { FaceOutputs, HeadOutputs } from '@shared/learning/results';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import fc from 'fast-check';
import type { ImportedFace } from '../../../../src/main/project/faces/importRepository';
import type { Project } from '../../../../src/main/project/project';
import * as any from '../../shared/domain/arbitraries';
import { importedFace, temporaryFolder, temporaryProject } from '../project/support';
import type { PlainFace, PlainPrediction } from './plainLibrary';

/** One attribute of each kind. */
export const template: Template = {
  id: 'every-kind',
  scheme: {
    id: 'three',
    name: 'Three points',
    points: ['left_eye', 'right_eye', 'nose'].map((id) => ({ id, name: id, aliases: [] })),
    symmetricPairs: [['left_eye', 'right_eye']],
    edges: [],
    eyes: { left: ['left_eye'], right: ['right_eye'] },
  },
  attributes: [
    {
      id: 'light',
      name: 'Light',
      kind: 'category',
      values: values('dark', 'even', 'harsh'),
      mirrorSwaps: [],
    },
    { id: 'smile', name: 'Smile', kind: 'boolean', values: values('no', 'yes'), mirrorSwaps: [] },
    { id: 'worn', name: 'Worn', kind: 'tags', values: values('hat', 'scarf'), mirrorSwaps: [] },
    { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] },
  ],
};

function values(...ids: string[]): { id: string; name: string }[] {
  return ids.map((id) => ({ id, name: id }));
}

const head = (name: string, kind: HeadConfiguration['kind'], attribute: string): HeadConfiguration => ({
  name,
  kind,
  target: { from: 'attribute', attribute },
  weight: 1,
});

export const heads: readonly HeadConfiguration[] = [
  { name: 'points', kind: 'landmarks', target: { from: 'landmarks', points: ['nose'] }, weight: 1 },
  head('light', 'multi-class', 'light'),
  head('smiling', 'binary', 'smile'),
  head('worn', 'multi-label', 'worn'),
  head('age', 'regression', 'age'),
];

/** What is labelled, with gaps, and with few different values so that many faces share them. */
function importedLabels(): fc.Arbitrary<Partial<ImportedFace>> {
  const visibility = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
  const box = fc.option(
    fc.record({
      x: fc.constant(10),
      y: fc.constant(20),
      width: fc.constant(50),
      height: fc.constant(60),
      drawnBy: fc.constantFrom<'image' | 'landmarks' | 'detector' | 'hand'>('image', 'landmarks', 'detector'),
    }),
  );
  return fc
    .record({
      box,
      split: fc.constantFrom('training', 'testing', 'mine'),
      landmarks: fc.oneof(
        fc.array(
          fc.record({ x: fc.integer({ min: 40, max: 90 }), y: fc.integer({ min: 40, max: 90 }), visibility }),
          { minLength: 3, maxLength: 3 },
        ),
        fc.constantFrom<0 | 2>(0, 2).map((seen) => [1, 2, 3].map((x) => ({ x, y: 5 * x, visibility: seen }))),
      ),
      attributes: any.labels(template).map(({ attributes }) => attributes),
      bare: fc.integer({ min: 0, max: 4 }),
      copyOf: fc.integer({ min: 1, max: 60 }),
      folder: fc.constantFrom('b', 'A', 'ä'),
    })
    .map(({ bare, copyOf, folder, attributes, ...labels }) => ({
      ...labels,
      attributes: bare === 0 ? {} : attributes,
      contentHash: `content ${copyOf}`,
      imagePath: `${folder}/${copyOf % 7}.jpg`,
    }));
}

/** Faces that are alike in many ways, of two sources; each image has a few faces. */
export function everyKindOfFace(project: Project, count: number): void {
  const sources = ['one', 'two'].map(() =>
    project.sources.add({ kind: 'folder', folder: temporaryFolder() }),
  );
  const labels = fc.sample(importedLabels(), { numRuns: count, seed: 7 });
  const importId = project.imports.begin('faces', 'test');
  project.faces.upsertImported(
    labels.map((known, index) => ({
      ...importedFace(index + 1),
      ...known,
      sourceId: sources[index % 2]!.id,
      indexInImage: index,
    })),
    importId,
  );
}

export function projectOfEveryKind(count = 40): { readonly project: Project; readonly runId: number } {
  const project = temporaryProject(template);
  everyKindOfFace(project, count);
  const { id } = project.runs.create({
    name: 'first',
    configuration: { ...presetConfiguration('studio', template), heads },
  });
  return { project, runId: id };
}

/** What the heads say of a face, before it is turned into numbers. */
export interface Said {
  readonly light: number;
  readonly isSmiling: boolean;
  readonly worn: readonly boolean[];
  readonly sureness: number;
  readonly error: number | null;
}

/** Few different numbers, so that many faces are equally sure or wrong. */
export const said: fc.Arbitrary<Said> = fc.record({
  light: fc.integer({ min: 0, max: 2 }),
  isSmiling: fc.boolean(),
  worn: fc.tuple(fc.boolean(), fc.boolean()),
  sureness: fc.constantFrom(0.625, 0.75, 0.875),
  error: fc.option(fc.constantFrom(0, 0.25, 0.5)),
});

export function outputsOf(all: readonly Said[]): FaceOutputs {
  const errors = Float32Array.from(all, ({ error }) => error ?? Number.NaN);
  const outputs = (kind: HeadOutputs['kind'], rows: readonly (readonly number[])[]): HeadOutputs => ({
    kind,
    width: rows[0]?.length ?? 0,
    values: Float32Array.from(rows.flat()),
    losses: errors,
    errors,
  });
  const likely = (isSo: boolean, sureness: number): number => (isSo ? sureness : 1 - sureness);
  return {
    count: all.length,
    heads: {
      points: outputs(
        'landmarks',
        all.map(() => [50, 60]),
      ),
      light: outputs(
        'multi-class',
        all.map(({ light, sureness }) =>
          [0, 1, 2].map((value) => (value === light ? sureness : (1 - sureness) / 2)),
        ),
      ),
      smiling: outputs(
        'binary',
        all.map(({ isSmiling, sureness }) => [likely(isSmiling, sureness)]),
      ),
      worn: outputs(
        'multi-label',
        all.map(({ worn, sureness }) => worn.map((isWorn) => likely(isWorn, sureness))),
      ),
      age: outputs(
        'regression',
        all.map(({ sureness }) => [sureness]),
      ),
    },
  };
}

export function plainPredictions({
  light,
  isSmiling,
  worn,
  sureness,
  error,
}: Said): PlainFace['predictions'] {
  const predicted = (
    attribute: string | null,
    label: PlainPrediction['label'],
    confidence: number | null,
  ) => ({
    attribute,
    label,
    error,
    confidence,
  });
  return {
    points: predicted(null, null, null),
    light: predicted('light', ['dark', 'even', 'harsh'][light]!, sureness),
    smiling: predicted('smile', isSmiling ? 'yes' : 'no', sureness),
    worn: predicted(
      'worn',
      ['hat', 'scarf'].filter((_, index) => worn[index]),
      sureness ** 2,
    ),
    age: predicted('age', sureness, null),
  };
}

export const anyFilter: fc.Arbitrary<LibraryFilter> = fc.record(
  {
    splits: fc.subarray(['training', 'testing', 'mine', 'nowhere']),
    sourceIds: fc.subarray([1, 2, 3]),
    attributes: fc.record(
      {
        light: fc.subarray(['dark', 'even', 'harsh', null]),
        smile: fc.subarray(['no', 'yes', null]),
        worn: fc.subarray(['hat', 'scarf', null]),
        age: fc.subarray(['7', null]),
      },
      { requiredKeys: [] },
    ),
    labelled: fc.constantFrom('complete', 'partial', 'none'),
    edited: fc.boolean(),
    flagged: fc.boolean(),
    confirmed: fc.boolean(),
    duplicate: fc.boolean(),
    boxDrawnBy: fc.subarray(['image', 'landmarks', 'detector', 'hand']),
    nameContains: fc.constantFrom('', 'a/', 'Ä', '3.JPG', 'none'),
    contradicted: fc.record({
      run: fc.constant('first'),
      heads: fc.subarray(
        heads.map(({ name }) => name),
        { minLength: 1 },
      ),
    }),
    deleted: fc.boolean(),
  },
  { requiredKeys: [] },
);

const descending = fc.boolean();
export const anySort: fc.Arbitrary<LibrarySort> = fc.oneof(
  fc.record({ by: fc.constantFrom('id', 'name'), descending }) as fc.Arbitrary<LibrarySort>,
  fc.record({
    by: fc.constantFrom('error', 'confidence'),
    run: fc.constant('first'),
    head: fc.constantFrom(...heads.map(({ name }) => name)),
    descending,
  }),
);
