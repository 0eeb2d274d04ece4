import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addSet } from '../../../../../src/main/prediction/sets/addSet';
import type { PredictionSet } from '../../../../../src/main/prediction/sets/predictionSet';
import { photoDetails } from '../../../../../src/main/prediction/sets/views';
import { suggestionOf } from '../../../../../src/main/prediction/suggestion';
import { recordingContext } from '../../../../support/recordingContext';
import {
  drawPhoto,
  filledSet,
  hashOf,
  heads,
  newSet,
  numbers,
  outcome,
  setProject,
  type SetProject,
} from './support';

async function add(given: SetProject, set: PredictionSet, part: Partial<Parameters<typeof addSet>[3]> = {}) {
  return addSet(given.project, set, await given.sets.index(set.id), {
    split: 'unassigned',
    filter: {},
    who: 'test',
    context: recordingContext(),
    ...part,
  });
}

describe('a set that is added to the project', () => {
  it('becomes faces without labels, with what was predicted as suggestions', async () => {
    const given = setProject();
    const { project } = given;
    const set = await filledSet(given, [numbers(2, { male: 0.75 }), numbers(5)]);
    expect(await add(given, set)).toEqual({
      added: 2,
      known: 0,
      elsewhere: 0,
      split: 'unassigned',
      problems: [],
    });
    expect(project.faces.splits()).toEqual({ unassigned: 2 });
    const [first] = project.faces.list();
    expect(first).toMatchObject({
      imagePath: '0.png',
      box: { x: 0, y: 0, width: 20, height: 20, drawnBy: 'image' },
      attributes: { gender: null, pose: null },
      origin: { file: 'photos', line: null },
      contentHash: hashOf(join(given.photos, '0.png')),
    });
    expect(first!.landmarks.every(({ visibility }) => visibility === 0)).toBe(true);
    expect(project.sources.get(first!.sourceId).folder).toBe(given.photos);
    const suggestion = suggestionOf(project, first!.id, 'studio-1')!;
    expect(suggestion.landmarks![1]).toEqual({ x: 3, y: 4, visibility: 2 });
    expect(suggestion.attributes[0]).toEqual({ attribute: 'gender', label: 'male', confidence: 0.75 });
    const [record] = project.imports.list();
    expect(given.sets.summary(set.id)).toMatchObject({ added: 2, importId: record!.id });
    expect(photoDetails(project, set, 0).faces[0]!.faceId).toBe(first!.id);
  });

  it('is taken back as one import, and can be added again', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(2), numbers(5)]);
    await add(given, set);
    const [record] = given.project.imports.list();
    expect(record).toMatchObject({ imported: 2, finishedAt: expect.any(String) });
    given.project.imports.undo(record!.id, 'test');
    expect(given.project.faces.count()).toBe(0);
    expect(given.sets.summary(set.id).added).toBeNull();
    expect(photoDetails(given.project, set, 0).faces[0]!.faceId).toBeNull();
    expect(await add(given, set)).toMatchObject({ added: 2, known: 0 });
    expect(given.project.faces.count()).toBe(2);
  });

  it('leaves the labels of photos that are in the project already alone', async () => {
    const given = setProject();
    const { project } = given;
    const set = await filledSet(given, [numbers(2), numbers(5)]);
    const source = project.sources.add({ kind: 'folder', folder: join(given.photos, '..') });
    const importId = project.imports.begin('before', 'test');
    const labelled = { gender: 'female', smile: 'no', glasses: 'no', pose: 'left' };
    project.faces.upsertImported(
      [
        {
          sourceId: source.id,
          imagePath: 'photos/1.png',
          imageWidthPx: 20,
          imageHeightPx: 20,
          contentHash: hashOf(join(given.photos, '1.png')),
          split: 'training',
          box: null,
          landmarks: project.template.scheme.points.map((_, index) => ({
            x: index,
            y: index,
            visibility: 2,
          })),
          attributes: labelled,
          origin: { file: 'training.txt', line: 1 },
        },
      ],
      importId,
    );
    expect(await add(given, set)).toMatchObject({ added: 1, known: 1 });
    const known = project.faces.list({}).find(({ imagePath }) => imagePath === 'photos/1.png')!;
    expect(known).toMatchObject({ split: 'training', attributes: labelled });
    expect(suggestionOf(project, known.id, 'studio-1')!.landmarks![0]).toMatchObject({ x: 5, y: 5 });
  });

  it('knows a photo by its bytes, wherever it lies, and a copy beside it', async () => {
    const given = setProject();
    const { project } = given;
    const set = newSet(given);
    const labelled = await drawPhoto(join(given.photos, '..', 'before', 'labelled.png'), 5);
    const source = project.sources.add({ kind: 'folder', folder: join(given.photos, '..', 'before') });
    project.faces.upsertImported(
      [
        {
          sourceId: source.id,
          imagePath: 'labelled.png',
          imageWidthPx: 20,
          imageHeightPx: 20,
          contentHash: hashOf(labelled),
          split: 'testing',
          box: null,
          landmarks: project.template.scheme.points.map(() => ({ x: 1, y: 1, visibility: 2 })),
          attributes: { gender: 'female', smile: 'no', glasses: 'no', pose: 'left' },
          origin: { file: 'testing.txt', line: 1 },
        },
      ],
      project.imports.begin('before', 'test'),
    );
    const names = ['again.png', 'new.png', 'newer.png'];
    const files = await Promise.all(
      [5, 6, 6].map((index, place) => drawPhoto(join(given.photos, names[place]!), index)),
    );
    set.list(
      given.photos,
      names.map((name, place) => ({ name, file: files[place]! })),
      [],
    );
    set.record(
      7,
      files.map((file, place) => outcome(place, numbers(3 + place), hashOf(file))),
    );
    expect(await add(given, set)).toMatchObject({ added: 1, known: 2, elsewhere: 2, problems: [] });
    expect(project.faces.list().map(({ imagePath, split }) => [imagePath, split])).toEqual([
      ['labelled.png', 'testing'],
      ['new.png', 'unassigned'],
    ]);
    const [known] = project.faces.list();
    expect(suggestionOf(project, known!.id, 'studio-1')!.landmarks![0]).toMatchObject({ x: 3, y: 3 });
    expect(photoDetails(project, set, 0).faces[0]!.faceId).toBe(known!.id);
    expect(await add(given, set)).toMatchObject({ added: 0, known: 3, elsewhere: 2 });
  });

  it('becomes a face for each that was found, with its box, and knows each again', async () => {
    const given = setProject();
    const { project } = given;
    const set = newSet(given);
    const file = await drawPhoto(join(given.photos, 'two.png'), 1, 60, 40);
    set.list(given.photos, [{ file, name: 'two.png' }], []);
    const box = (x: number) => ({ x, y: 5, width: 20, height: 20 });
    const face = (x: number, place: number) => {
      return { region: box(x), found: { box: box(x), score: 0.75 }, outputs: numbers(place) };
    };
    const image = { widthPx: 60, heightPx: 40 };
    const faces = [face(2, 3), face(35, 36)];
    set.record(7, [{ position: 0, image, contentHash: hashOf(file), faces }]);
    expect(await add(given, set)).toMatchObject({ added: 2, known: 0, problems: [] });
    const added = project.faces.list();
    expect(added.map(({ indexInImage, box: drawn }) => [indexInImage, drawn])).toEqual([
      [0, { ...box(2), drawnBy: 'detector', score: 0.75 }],
      [1, { ...box(35), drawnBy: 'detector', score: 0.75 }],
    ]);
    expect(suggestionOf(project, added[1]!.id, 'studio-1')!.landmarks![0]).toMatchObject({ x: 36, y: 36 });
    expect(photoDetails(project, set, 0).faces.map(({ faceId, score }) => [faceId, score])).toEqual([
      [added[0]!.id, 0.75],
      [added[1]!.id, 0.75],
    ]);
    expect(await add(given, set)).toMatchObject({ added: 0, known: 2 });
  });

  it('passes over photos that are gone or are others now, and says so', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(1), numbers(2), numbers(3)]);
    rmSync(join(given.photos, '0.png'));
    await drawPhoto(join(given.photos, '2.png'), 99);
    const { added, problems } = await add(given, set);
    expect(added).toBe(1);
    expect(problems.map(({ file, code }) => [file, code])).toEqual([
      ['0.png', 'image-missing'],
      ['2.png', 'photo-changed'],
    ]);
  });

  it('takes only what a filter shows', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(1, { male: 0.75 }), numbers(2), numbers(3, { male: 0.875 })]);
    const filter = { heads: { gender: { values: ['male'], least: 0.8 } } };
    expect(await add(given, set, { filter, split: 'training' })).toMatchObject({ added: 1 });
    expect(given.project.faces.list().map(({ imagePath, split }) => [imagePath, split])).toEqual([
      ['2.png', 'training'],
    ]);
  });

  it('keeps what it has added when it is stopped', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(1)]);
    const context = recordingContext();
    context.abort();
    expect(await add(given, set, { context })).toMatchObject({ added: 0 });
    expect(given.project.imports.list()).toEqual([]);
  });

  it('copies photos that came from a browser to where they stay when the set is deleted', async () => {
    const given = setProject();
    const { project, sets, run } = given;
    const { scheme } = project.template;
    const set = sets.create({
      ...{ name: 'dropped', runId: run.id, run: run.name, checkpoint: 'best', scheme, heads },
      ...{ inputs: [], uploaded: true, facesAre: 'whole', watch: false },
    });
    const drawn = await drawPhoto(join(given.photos, 'a.png'), 3);
    const folder = join(set.folder, 'photos');
    mkdirSync(folder);
    renameSync(drawn, join(folder, '0.photo'));
    const contentHash = hashOf(join(folder, '0.photo'));
    set.list(folder, [{ file: join(folder, '0.photo'), name: 'holiday/a.png' }], []);
    set.record(7, [outcome(0, numbers(2), contentHash)]);
    expect(await add(given, set)).toMatchObject({ added: 1, problems: [] });
    await sets.delete(set.id);
    const [face] = project.faces.list();
    expect(face!.imagePath).toBe('holiday/a.png');
    const kept = join(project.sources.get(face!.sourceId).folder, face!.imagePath);
    expect(hashOf(kept)).toBe(contentHash);
    expect(readFileSync(kept).length).toBeGreaterThan(0);
  });
});
