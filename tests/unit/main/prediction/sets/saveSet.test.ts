import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictedFace } from '../../../../../src/main/prediction/predictedFace';
import { openOutputs } from '../../../../../src/main/prediction/outputs/openOutputs';
import type { PredictionSet } from '../../../../../src/main/prediction/sets/predictionSet';
import { saveSet } from '../../../../../src/main/prediction/sets/saveSet';
import { recordingContext } from '../../../../support/recordingContext';
import { outputContext } from '../example';
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

const formats = ['csv', 'jsonl', 'coco', 'mtfl'] as const;
const files = ['predictions.coco.json', 'predictions.csv', 'predictions.jsonl', 'predictions.mtfl.txt'];

async function save(
  given: SetProject,
  set: PredictionSet,
  part: Partial<Parameters<typeof saveSet>[2]> = {},
) {
  const context = recordingContext();
  const options = {
    folder: join(given.photos, '..', 'saved'),
    formats: [...formats],
    filter: {},
    attributes: given.project.template.attributes,
    context,
    ...part,
  };
  return { ...(await saveSet(set, await given.sets.index(set.id), options)), options, context };
}

function picturesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jpg'))
    .sort();
}

describe('a set that is saved', () => {
  it('is the files that the terminal writes, to the byte', async () => {
    const given = setProject();
    const faces = Array.from({ length: 250 }, (_, index) => numbers(index, { male: (index % 8) / 8 }));
    const set = await filledSet(given, faces);
    const { faces: count, files: saved, problems, options, context } = await save(given, set);
    expect({ count, problems }).toEqual({ count: 250, problems: [] });
    expect(saved).toHaveLength(4);
    expect(context.updates.at(-1)).toEqual({ phase: 'saving predictions', done: 250, total: 250 });

    const plain = join(given.photos, '..', 'plain');
    const outputs = await openOutputs(formats, outputContext(plain));
    const region = { x: 0, y: 0, width: 20, height: 20 };
    await outputs.write(
      faces.map((outputsOfFace, index) => ({
        file: join(given.photos, `${index}.png`),
        name: `${index}.png`,
        image: { widthPx: 20, heightPx: 20 },
        contentHash: '',
        faces: [predictedFace({ indexInPhoto: 0, region, found: null, outputs: outputsOfFace }, heads)],
      })),
    );
    await outputs.finish();
    for (const file of files) {
      expect(readFileSync(join(options.folder, file), 'utf8'), file).toBe(
        readFileSync(join(plain, file), 'utf8'),
      );
    }
  });

  it('has only what a filter shows, and pictures of it', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(1, { male: 0.75 }), numbers(2), numbers(3, { male: 0.875 })]);
    const filter = { heads: { gender: { values: ['male'] } } };
    const { faces, options } = await save(given, set, { filter, formats: ['csv', 'overlays'] });
    expect(faces).toBe(2);
    const rows = readFileSync(join(options.folder, 'predictions.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['0.png', '2.png']);
    expect(picturesIn(join(options.folder, 'overlays'))).toEqual(['0.png.overlay.jpg', '2.png.overlay.jpg']);
  });

  it('has the photos in which no face was found, and says how many those are', async () => {
    const given = setProject();
    const set = newSet(given);
    const names = ['a.png', 'b.png', 'c.png'];
    const files = await Promise.all(names.map((name, index) => drawPhoto(join(given.photos, name), index)));
    set.list(
      given.photos,
      names.map((name, index) => ({ name, file: files[index]! })),
      [{ file: '/locked', code: 'folder-unreadable', reason: 'no right' }],
    );
    const image = { widthPx: 20, heightPx: 20 };
    set.record(7, [
      { position: 0, image, contentHash: hashOf(files[0]!), faces: [] },
      outcome(1, numbers(1), hashOf(files[1]!)),
      { position: 2, failure: { code: 'image-broken', message: 'cut off' } },
    ]);
    const { faces, options } = await save(given, set, { formats: ['coco', 'jsonl', 'summary'] });
    expect(faces).toBe(1);
    const read = (name: string): string => readFileSync(join(options.folder, name), 'utf8');
    const coco = JSON.parse(read('predictions.coco.json')) as { images: { file_name: string }[] };
    expect(coco.images.map(({ file_name }) => file_name)).toEqual(['a.png', 'b.png']);
    expect(read('predictions.jsonl').trimEnd().split('\n')).toHaveLength(2);
    expect(read('summary.html')).toContain('1 faces in 3 photos.');
    expect(read('summary.html')).toContain('In 1 photos no face was found.');
  });

  it('calls each face by its number in the photo, also where a filter leaves others out', async () => {
    const given = setProject();
    const set = newSet(given);
    const file = await drawPhoto(join(given.photos, 'two.png'), 1, 60, 40);
    set.list(given.photos, [{ file, name: 'two.png' }], []);
    const region = { x: 2, y: 5, width: 20, height: 20 };
    const faces = [0.25, 0.75].map((male) => ({ region, found: null, outputs: numbers(3, { male }) }));
    set.record(7, [{ position: 0, image: { widthPx: 60, heightPx: 40 }, contentHash: hashOf(file), faces }]);
    const filter = { heads: { gender: { values: ['male'] } } };
    const { options } = await save(given, set, { filter, formats: ['csv', 'crops'] });
    const [, row] = readFileSync(join(options.folder, 'predictions.csv'), 'utf8').split('\r\n');
    expect(row!.split(',').slice(0, 4)).toEqual(['two.png', '60', '40', '1']);
    expect(picturesIn(join(options.folder, 'crops'))).toEqual(['two.png.face-1.jpg']);
  });

  it('draws nothing on a photo that has become another', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(1), numbers(2)]);
    const file = await drawPhoto(join(given.photos, '1.png'), 99);
    const { options, problems } = await save(given, set, {
      formats: ['csv', 'overlays', 'crops', 'summary'],
    });
    expect(problems.map(({ file: named, code }) => [named, code])).toEqual([[file, 'photo-changed']]);
    expect(picturesIn(join(options.folder, 'overlays'))).toEqual(['0.png.overlay.jpg']);
    expect(picturesIn(join(options.folder, 'crops'))).toEqual(['0.png.face-0.jpg']);
    expect(readFileSync(join(options.folder, 'summary.html'), 'utf8')).not.toContain('A face of 1.png');
  });

  it('leaves no file when it is stopped', async () => {
    const given = setProject();
    const set = await filledSet(given, [numbers(1)]);
    const context = recordingContext();
    context.abort();
    await expect(save(given, set, { context })).rejects.toThrow();
    expect(readdirSync(join(given.photos, '..', 'saved'))).toEqual([]);
  });
});
