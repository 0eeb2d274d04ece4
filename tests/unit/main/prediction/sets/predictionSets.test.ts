import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProject } from '../../../../../src/main/project/project';
import { PredictionSet } from '../../../../../src/main/prediction/sets/predictionSet';
import { nameAfter, PredictionSets } from '../../../../../src/main/prediction/sets/predictionSets';
import { photoDetails, tilesOf } from '../../../../../src/main/prediction/sets/views';
import { filledSet, newSet, numbers, outcome, setProject } from './support';

const everything = { filter: {}, sort: { by: 'photo', descending: false } } as const;

describe('a set of predictions', () => {
  it('writes each photo’s result once, whatever is recorded again', () => {
    const given = setProject();
    const set = newSet(given);
    const photos = [0, 1, 2].map((index) => ({
      file: join(given.photos, `${index}.png`),
      name: `${index}.png`,
    }));
    set.list(given.photos, photos, [{ file: '/locked', code: 'folder-unreadable', reason: 'no right' }]);
    expect(set.waiting().map(({ position, name }) => [position, name])).toEqual([
      [0, '0.png'],
      [1, '1.png'],
      [2, '2.png'],
    ]);
    set.record(7, [
      outcome(0, numbers(1)),
      { position: 1, failure: { code: 'image-broken', message: 'cut off' } },
    ]);
    set.record(7, [outcome(0, numbers(9)), outcome(1, numbers(9)), outcome(2, numbers(3))]);
    expect(set.counts()).toEqual({ done: 3, failed: 1, faces: 2 });
    expect(set.waiting()).toEqual([]);
    expect([...set.facesOf(0)[0]!.outputs]).toEqual([...numbers(1)]);
    expect(set.facesOf(1)).toEqual([]);
    expect(set.problems(0, 10)).toEqual([
      { file: '/locked', code: 'folder-unreadable', reason: 'no right' },
      { file: '1.png', code: 'image-broken', reason: 'cut off' },
    ]);
    expect(() => set.photo(1)).toThrow(expect.objectContaining({ code: 'photo-unknown' }));
  });

  it('made before it knew of several faces is read, and brought up when it is written to', () => {
    const given = setProject();
    const made = newSet(given);
    const [id, folder] = [made.id, made.folder];
    given.sets.close();
    const earlier = new DatabaseSync(join(folder, 'predictions.db'));
    earlier.exec(`ALTER TABLE prediction_set DROP COLUMN faces_are; ALTER TABLE prediction_set DROP COLUMN watch;
      ALTER TABLE faces DROP COLUMN found; DROP INDEX photos_by_content; ALTER TABLE photos DROP COLUMN stamp;
      ALTER TABLE prediction_set DROP COLUMN renewals; PRAGMA user_version = 1`);
    earlier.close();
    const read = PredictionSet.open(id, folder, 'read');
    expect(read.facts()).toMatchObject({ facesAre: 'whole', watch: false, renewals: 0 });
    read.close();
    const written = PredictionSet.open(id, folder, 'write');
    onTestFinished(() => written.close());
    written.list('/p', [{ file: '/p/a.png', name: 'a.png' }], []);
    const box = { x: 1, y: 2, width: 3, height: 4 };
    const plain = outcome(0, numbers(1));
    if (!('faces' in plain)) throw new Error('It has no faces.');
    const faces = [...plain.faces, { ...plain.faces[0]!, found: { box, score: 0.5 } }];
    written.record(7, [{ ...plain, faces }]);
    expect(written.facesOf(0).map(({ indexInPhoto, found }) => [indexInPhoto, found])).toEqual([
      [0, null],
      [1, { box, score: 0.5 }],
    ]);
  });

  it('grows behind the photos that are listed, where it waits for more', () => {
    const given = setProject();
    const set = newSet(given);
    set.list('/p', [{ file: '/p/a.png', name: 'a.png' }], []);
    expect(set.extend([{ file: '/p/b.png', name: 'b.png', stamp: '1-1' }])).toEqual([
      { file: '/p/b.png', name: 'b.png', stamp: '1-1', position: 1 },
    ]);
    expect(set.facts().photoCount).toBe(2);
    expect([...set.known().keys()]).toEqual(['a.png', 'b.png']);
    expect(set.waiting()).toHaveLength(2);
  });

  it('has the newest result in place of one that was taken out, also of a photo that changed under way', async () => {
    const given = setProject();
    const set = newSet(given);
    const photo = (name: string, stamp: string) => ({ file: `/p/${name}`, name, stamp });
    set.list('/p', [photo('a.png', 'old'), photo('b.png', 'old')], []);
    set.record(7, [
      { ...outcome(0, numbers(1)), stamp: 'old' },
      { ...outcome(1, numbers(2)), stamp: 'old' },
    ]);
    expect((await given.sets.index(set.id)).size).toBe(2);
    set.renew([{ ...photo('b.png', 'new'), position: 1 }]);
    expect(set.waiting()).toEqual([{ ...photo('b.png', 'new'), position: 1 }]);
    expect(set.counts()).toEqual({ done: 1, failed: 0, faces: 1 });
    set.record(7, [{ ...outcome(1, numbers(8)), stamp: 'old' }]);
    expect(set.counts().done).toBe(1);
    set.record(7, [{ ...outcome(1, numbers(3, { male: 0.75 })), stamp: 'new' }]);
    const ids = (await given.sets.index(set.id)).select(everything);
    expect(tilesOf(set, [...ids]).map(({ name, words }) => [name, words[0]!.values])).toEqual([
      ['a.png', ['female']],
      ['b.png', ['male']],
    ]);
  });

  it('says which photos have no face, how many are copies, and how many were out of reach', () => {
    const given = setProject();
    const set = newSet(given);
    const names = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];
    set.list(
      '/p',
      names.map((name) => ({ file: `/p/${name}`, name })),
      [],
    );
    const image = { widthPx: 20, heightPx: 20 };
    set.record(7, [
      outcome(0, numbers(1), 'one'),
      outcome(1, numbers(1), 'one'),
      { position: 2, image, contentHash: 'two', faces: [] },
      { position: 3, failure: { code: 'image-broken', message: 'cut off' } },
      { position: 4, failure: { code: 'image-missing', message: 'gone' } },
    ]);
    const remarks = { withoutFace: 1, copies: 1, unreached: 1 };
    expect(given.sets.summary(set.id)).toMatchObject({ ...remarks, failed: 2, faces: 2 });
  });

  it('comes from one checkpoint, and takes nothing of a batch of another', () => {
    const given = setProject();
    const set = newSet(given);
    set.list(
      given.photos,
      [0, 1].map((index) => ({ file: `/p/${index}.png`, name: `${index}.png` })),
      [],
    );
    set.record(7, [outcome(0, numbers(0))]);
    expect(() => set.record(8, [outcome(1, numbers(1))])).toThrow(
      expect.objectContaining({ code: 'prediction-run-changed' }),
    );
    expect(set.counts()).toEqual({ done: 1, failed: 0, faces: 1 });
    expect(set.facts().globalStep).toBe(7);
  });

  it('is found again by another opening, with all that is in it', async () => {
    const given = setProject();
    const { id } = await filledSet(given, [numbers(2, { male: 0.75 }), numbers(3)]);
    given.sets.close();
    const again = new PredictionSets(given.project);
    onTestFinished(() => again.close());
    expect(again.list()).toMatchObject([
      {
        id,
        name: 'photos',
        run: 'studio-1',
        state: 'finished',
        photos: 2,
        done: 2,
        failed: 0,
        faces: 2,
        added: null,
        importId: null,
      },
    ]);
    const ids = (await again.index(id)).select(everything);
    const [first, second] = tilesOf(again.get(id), [...ids]);
    expect(first).toMatchObject({ photo: 0, face: 0, name: '0.png' });
    expect(first!.words.map(({ head, values, number }) => [head, values, number])).toEqual([
      ['gender', ['male'], 0.75],
      ['smile', ['no'], 0.75],
      ['glasses', ['yes'], 0.875],
      ['pose', ['frontal'], 0.5],
    ]);
    expect(second!.words[0]).toMatchObject({ values: ['female'], number: 0.75 });
    const { faces, name, file } = photoDetails(given.project, again.get(id), 1);
    expect({ name, file }).toEqual({ name: '1.png', file: join(given.photos, '1.png') });
    expect(faces[0]!.points[1]).toEqual({ x: 4, y: 5 });
    expect(faces[0]!.words[0]!.shares).toEqual({ male: 0.25, female: 0.75 });
    expect(faces[0]!.faceId).toBeNull();
  });
});

describe('the sets of a project', () => {
  it('are called after what is predicted on, each by a name of its own', () => {
    const given = setProject();
    expect([newSet(given), newSet(given), newSet(given, 'PHOTOS')].map((set) => set.facts().name)).toEqual([
      'photos',
      'photos 2',
      'PHOTOS 3',
    ]);
    expect(nameAfter(['/home/me/holiday/'], 'x')).toBe('holiday');
    expect(nameAfter(['/'], 'studio-1')).toBe('studio-1');
    expect(nameAfter([], 'studio-1')).toBe('studio-1');
  });

  it('tell one that is at work from one that was left at work', () => {
    const given = setProject();
    const set = newSet(given);
    set.setState('running');
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'interrupted', jobId: null });
    const held = given.sets.hold(set.id, 'predicting');
    held.by('job-1');
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'running', jobId: 'job-1' });
    expect(() => given.sets.hold(set.id, 'predicting')).toThrow(
      expect.objectContaining({ code: 'set-at-work' }),
    );
    held.release();
    const adding = given.sets.hold(set.id, 'adding');
    expect(given.sets.summary(set.id)).toMatchObject({ state: 'interrupted', jobId: null });
    adding.release();
  });

  it('are deleted at once with what is theirs, and only when nobody works on them', async () => {
    const given = setProject();
    const set = newSet(given);
    const held = given.sets.hold(set.id, 'predicting');
    await expect(given.sets.delete(set.id)).rejects.toMatchObject({ code: 'set-at-work' });
    held.release();
    await given.sets.delete(set.id);
    expect(readdirSync(join(given.project.folder, 'predictions'))).toEqual([]);
    expect(given.sets.list()).toEqual([]);
    expect(() => given.sets.get(set.id)).toThrow(expect.objectContaining({ code: 'set-unknown' }));
    await expect(given.sets.delete(set.id)).rejects.toMatchObject({ code: 'set-unknown' });
  });

  it('pass over what is no set', () => {
    const given = setProject();
    newSet(given);
    const home = join(given.project.folder, 'predictions');
    mkdirSync(join(home, '99'));
    writeFileSync(join(home, '99', 'predictions.db'), '');
    mkdirSync(join(home, 'notes'));
    expect(given.sets.list().map(({ name }) => name)).toEqual(['photos']);
    expect(() => given.sets.get(99)).toThrow(expect.objectContaining({ code: 'set-unreadable' }));
  });

  it('can be looked at, and not changed, where the project is open for reading', async () => {
    const given = setProject();
    const { id } = await filledSet(given, [numbers(1)]);
    given.sets.close();
    given.project.close();
    const project = openProject(given.project.folder, { mode: 'read' });
    const sets = new PredictionSets(project);
    onTestFinished(() => {
      sets.close();
      project.close();
    });
    expect(sets.summary(id)).toMatchObject({ faces: 1 });
    expect((await sets.index(id)).size).toBe(1);
    expect(() => sets.hold(id, 'adding')).toThrow(expect.objectContaining({ code: 'project-read-only' }));
    await expect(sets.delete(id)).rejects.toMatchObject({ code: 'project-read-only' });
    expect(existsSync(sets.folderOf(id))).toBe(true);
  });
});
