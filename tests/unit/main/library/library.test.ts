import type { LibraryFacets, LibraryFilter } from '@shared/contract/library';
import { confirmingEdit } from '@shared/domain/confirmed';
import { presetConfiguration } from '@shared/learning/presets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Library } from '../../../../src/main/library/library';
import { openProject, type Project } from '../../../../src/main/project/project';
import * as any from '../../shared/domain/arbitraries';
import { labelsOf, outputs, projectWithRun } from '../project/results/support';
import { closedAfterwards, importedFace } from '../project/support';
import { confirmedSubjects, hasValue, PlainLibrary, type PlainFace } from './plainLibrary';
import {
  anyFilter,
  anySort,
  everyKindOfFace,
  heads,
  outputsOf,
  plainPredictions,
  projectOfEveryKind,
  said,
  template,
  type Said,
} from './support';

const faceCount = 40;
const byId = { by: 'id', descending: false } as const;

interface Measured {
  readonly project: Project;
  readonly runId: number;
  readonly library: Library;
  /** By face id. */
  readonly saidOf: Map<number, Said>;
}

function followed(count = faceCount): Measured {
  const { project, runId } = projectOfEveryKind(count);
  const library = new Library(project);
  project.changes.subscribe((change) => library.follow(change));
  return { project, runId, library, saidOf: new Map() };
}

function predict({ project, runId, saidOf }: Measured, all: ReadonlyMap<number, Said>): void {
  project.predictions.record(runId, 1, [...all.keys()], outputsOf([...all.values()]));
  for (const [id, what] of all) saidOf.set(id, what);
}

/** Of a label that the face has, or takes it back. */
function confirm(project: Project, faceId: number, subject: string): void {
  const edit = confirmingEdit(project.faces.get(faceId), subject);
  if (edit) project.journal.apply(edit, 'test');
}

function plain({ project, saidOf }: Measured): PlainLibrary {
  const records = [...project.faces.list(), ...project.faces.list({ deleted: true })];
  return new PlainLibrary(
    template,
    records.map((record): PlainFace => {
      const what = saidOf.get(record.id);
      return { record, predictions: what ? plainPredictions(what) : {} };
    }),
  );
}

/** A filter without the condition of one facet. */
function without(filter: LibraryFilter, facet: keyof LibraryFilter): LibraryFilter {
  return { ...filter, [facet]: undefined };
}

function plainFacets(measured: Measured, filter: LibraryFilter): LibraryFacets {
  const library = plain(measured);
  const count = (facet: keyof LibraryFilter, wanted: (face: PlainFace) => boolean): number =>
    library.matching(without(filter, facet)).filter(wanted).length;
  const labelled = (wanted: string): number =>
    count('labelled', ({ record }) => library.labelledness(record) === wanted);
  const splits = ['training', 'testing', 'mine'].filter((split) =>
    [...measured.project.faces.list(), ...measured.project.faces.list({ deleted: true })].some(
      (face) => face.split === split,
    ),
  );
  const choosing = heads.filter(
    ({ name }) => ['light', 'smiling', 'worn'].includes(name) && measured.saidOf.size > 0,
  );
  return {
    total: library.matching(filter).length,
    splits: splits.map((value) => ({
      value,
      faces: count('splits', ({ record }) => record.split === value),
    })),
    sources: measured.project.sources.list().map(({ id, folder }) => ({
      sourceId: id,
      folder,
      faces: count('sourceIds', ({ record }) => record.sourceId === id),
    })),
    attributes: Object.fromEntries(
      template.attributes
        .filter(({ kind }) => kind !== 'number')
        .map(({ id, values }) => {
          const attributes = Object.entries(filter.attributes ?? {}).filter(([other]) => other !== id);
          const others = { ...filter, attributes: Object.fromEntries(attributes) };
          const faces = library.matching(others);
          return [
            id,
            [...values.map((value) => value.id), null].map((value) => ({
              value,
              faces: faces.filter(({ record }) => hasValue(record.attributes[id]!, value)).length,
            })),
          ];
        }),
    ),
    labelled: { complete: labelled('complete'), partial: labelled('partial'), none: labelled('none') },
    edited: count('edited', ({ record }) => record.edited),
    flagged: count('flagged', ({ record }) => record.flagged),
    confirmed: count('confirmed', ({ record }) => confirmedSubjects(record).length > 0),
    duplicate: count('duplicate', ({ record }) => record.duplicate),
    repeated: 0,
    queued: 0,
    boxDrawnBy: ['image', 'landmarks', 'detector', 'hand'].map((value) => ({
      value,
      faces: count('boxDrawnBy', ({ record }) => (record.drawnBox?.drawnBy ?? 'landmarks') === value),
    })),
    contradicted: Object.fromEntries(
      choosing.map(({ name }) => [
        name,
        count('contradicted', ({ record, predictions }) => library.contradicts(record, predictions[name])),
      ]),
    ),
    deleted: library.matching({ ...filter, deleted: true }).length,
  };
}

/** Every answer to one question is what the plain library says. */
function expectPlainAnswers(
  measured: Measured,
  filter: LibraryFilter,
  sort: Parameters<Library['window']>[0]['sort'],
): void {
  const { library } = measured;
  const plainly = plain(measured);
  const ordered = plainly.ordered(filter, sort);
  const query = { filter, sort };
  expect(library.ids(query, 0, 1000)).toEqual(ordered);
  expect(library.ids(query, 3, 5)).toEqual(ordered.slice(3, 8));
  const window = library.window(query, 2, 4);
  expect([window.total, window.offset, window.tiles.map(({ id }) => id)]).toEqual([
    ordered.length,
    2,
    ordered.slice(2, 6),
  ]);
  expect(library.facets(filter, 'first')).toEqual(plainFacets(measured, filter));
  const unlabelled = plainly.ordered({ ...filter }, sort).filter((id) => {
    return plainly.labelledness(measured.project.faces.get(id)) !== 'complete';
  });
  // Everybody in the order, whether in the filter or not, has a place among those who are in it.
  const everybody = [...plainly.ordered({}, sort), ...plainly.ordered({ deleted: true }, sort)];
  for (const faceId of everybody.slice(0, 12)) {
    const position = library.position(query, faceId);
    const index = ordered.indexOf(faceId);
    expect(position).toMatchObject({ index: index < 0 ? null : index, total: ordered.length });
    if (index < 0) continue;
    const around = [...ordered.slice(index + 1), ...ordered.slice(0, index)];
    expect(position).toEqual({
      index,
      total: ordered.length,
      previous: ordered[index - 1] ?? null,
      next: ordered[index + 1] ?? null,
      nextUnlabelled: around.find((id) => unlabelled.includes(id)) ?? null,
    });
  }
}

describe('Library', () => {
  it('answers as a plain filter over the same faces, whatever happens to them', () => {
    const measured = followed();
    const { project, library } = measured;
    const id = fc.integer({ min: 1, max: faceCount });
    const action = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('edit' as const), faceId: id, edit: any.edit(template) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('confirm' as const),
          faceId: id,
          subject: fc.constantFrom('', ...template.attributes.map((attribute) => attribute.id)),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('predict' as const), all: fc.array(fc.tuple(id, said)) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('import' as const),
          split: fc.constantFrom('training', 'mine'),
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 6 }), anyFilter, anySort, (actions, filter, sort) => {
        for (const step of actions) {
          if (step.do === 'edit') project.journal.apply({ ...step.edit, faceId: step.faceId }, 'test');
          else if (step.do === 'confirm') confirm(project, step.faceId, step.subject);
          else if (step.do === 'predict') predict(measured, new Map(step.all));
          else if (step.do === 'import') {
            const face = { ...importedFace(1), landmarks: blank, attributes: {}, split: step.split };
            project.faces.upsertImported([face], project.imports.begin('one', 'test'));
          } else project.journal[step.do]('test');
        }
        expectPlainAnswers(measured, filter, sort);
      }),
      { numRuns: 40 },
    );
    // The plain library has not agreed about nothing.
    expect(library.facets({}, null).confirmed).toBeGreaterThan(0);
    expect(library.facets({}, 'first').contradicted).toMatchObject({ light: expect.any(Number) });
  });

  it('puts faces without a number last, whichever way they are sorted', () => {
    const measured = followed(5);
    const what = { light: 0, isSmiling: true, worn: [true, false], sureness: 0.75 };
    predict(
      measured,
      new Map([
        [2, { ...what, error: 0.5 }],
        [4, { ...what, error: 0.25 }],
        [5, { ...what, error: null }],
      ]),
    );
    const sorted = (descending: boolean): unknown[] => {
      const sort = { by: 'error', run: 'first', head: 'smiling', descending } as const;
      return measured.library
        .window({ filter: {}, sort }, 0, 10)
        .tiles.map((tile) => [tile.id, tile.sortedBy]);
    };
    const label = (id: number) => measured.project.faces.get(id).attributes['smile'];
    const [half, quarter] = [
      [2, { value: 'yes', number: 0.5, label: label(2) }],
      [4, { value: 'yes', number: 0.25, label: label(4) }],
    ];
    const rest = [
      [1, null],
      [3, null],
      [5, { value: 'yes', number: null, label: label(5) }],
    ];
    expect(sorted(false)).toEqual([quarter, half, ...rest]);
    expect(sorted(true)).toEqual([half, quarter, ...rest]);
  });

  it('keeps the place of a face that its own new label takes out of the filter', () => {
    const { project, library } = followed(5);
    const query = { filter: { flagged: false }, sort: byId };
    expect(library.position(query, 3)).toMatchObject({ index: 2, previous: 2, next: 4 });
    project.journal.apply({ faceId: 3, kind: 'flagged', to: true }, 'test');
    expect(library.position(query, 3)).toMatchObject({ index: null, total: 4, previous: 2, next: 4 });
    expect(library.position(query, 99)).toMatchObject({ index: null, previous: null });
  });

  it('follows an edit of many faces, and one of none that it has looked at yet', () => {
    const { project, library } = followed(0);
    everyKindOfFace(project, 2001);
    expect(library.facets({}, null).flagged).toBe(0);
    const edits = Array.from(
      { length: 2001 },
      (_, index) => ({ faceId: index + 1, kind: 'flagged', to: true }) as const,
    );
    project.journal.apply(edits, 'test');
    expect(library.facets({}, null).flagged).toBe(2001);
    expect(library.facets({}, null).total).toBe(2001);
  });

  it('sees what another process writes', () => {
    const { project } = followed(3);
    const reader = closedAfterwards(openProject(project.folder, { mode: 'read' }));
    const library = new Library(reader);
    expect(library.ids({ filter: { flagged: true }, sort: byId }, 0, 9)).toEqual([]);
    project.journal.apply({ faceId: 2, kind: 'flagged', to: true }, 'test');
    expect(library.ids({ filter: { flagged: true }, sort: byId }, 0, 9)).toEqual([2]);
  });

  it('says what it does not know', () => {
    const { library } = followed(1);
    const ask = (filter: LibraryFilter): unknown => library.ids({ filter, sort: byId }, 0, 1);
    const withCode = (code: string): unknown => expect.objectContaining({ code });
    expect(() => ask({ attributes: { height: ['tall'] } })).toThrow(withCode('unknown-attribute'));
    expect(() => ask({ contradicted: { run: 'no', heads: ['light'] } })).toThrow(withCode('run-unknown'));
    expect(() => ask({ contradicted: { run: 'first', heads: ['no'] } })).toThrow(withCode('unknown-head'));
    expect(() => library.facets({}, 'no')).toThrow(withCode('run-unknown'));
    const sort = { by: 'error', run: 'first', head: 'no', descending: false } as const;
    expect(() => library.ids({ filter: {}, sort }, 0, 1)).toThrow(withCode('unknown-head'));
  });

  it('takes nothing that a deleted run said for what another of its name and evaluation says', async () => {
    const { project, runId } = projectWithRun();
    const library = new Library(project);
    project.changes.subscribe((change) => library.follow(change));
    const configuration = presetConfiguration('studio', project.template);
    const engine = { backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null } as const;
    const measured = { metrics: {}, floors: {}, confusion: {} };
    const say = (id: number, faceIds: readonly number[]): number => {
      const evaluation = { split: 'testing', checkpoint: 'best', globalStep: 1, seconds: 1, engine } as const;
      project.predictions.record(id, 1, faceIds, outputs);
      const labels = labelsOf(project, id, faceIds);
      return project.evaluations.record(id, { ...evaluation, ...measured }, faceIds, outputs, labels).id;
    };
    const of = { run: 'studio-1', split: 'testing', head: 'gender' } as const;
    const all = { filter: { evaluated: { ...of, outcome: { predicted: 'female' } } }, sort: byId };
    const worst = { filter: {}, sort: { ...of, by: 'mistake', descending: true } } as const;
    const surest = {
      filter: {},
      sort: { by: 'confidence', run: of.run, head: of.head, descending: true },
    } as const;
    const look = () => [all, worst, surest].map((query) => library.ids(query, 0, 2));
    const first = say(runId, [1, 2, 3]);
    const before = look();

    await project.runs.delete([project.runs.get(runId)]);
    expect(() => look()).toThrow(expect.objectContaining({ code: 'run-unknown' }));
    const again = project.runs.create({ name: 'studio-1', configuration });
    expect(say(again.id, [9, 10, 11])).toBe(first);
    for (const [index, ids] of look().entries()) {
      expect(ids.every((id) => id >= 9)).toBe(true);
      expect(ids).not.toEqual(before[index]);
    }
  });

  it('is read anew after an import was taken back', () => {
    const { project, library } = followed(6);
    expect(library.facets({}, null).total).toBe(6);
    project.imports.undo(1, 'test');
    expect(library.facets({}, null)).toMatchObject({ total: 0, splits: [] });
    expect(library.ids({ filter: {}, sort: { by: 'name', descending: false } }, 0, 9)).toEqual([]);
  });
});

const blank = template.scheme.points.map(() => ({ x: 0, y: 0, visibility: 0 as const }));
