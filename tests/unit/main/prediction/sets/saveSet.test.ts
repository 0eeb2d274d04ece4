import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictedFace } from '../../../../../src/main/prediction/predictedFace';
import { openOutputs } from '../../../../../src/main/prediction/outputs/openOutputs';
import type { PredictionSet } from '../../../../../src/main/prediction/sets/predictionSet';
import { saveSet } from '../../../../../src/main/prediction/sets/saveSet';
import { recordingContext } from '../../../../support/recordingContext';
import { outputContext } from '../example';
import { filledSet, heads, numbers, setProject, type SetProject } from './support';

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
        faces: [predictedFace({ region, found: null, outputs: outputsOfFace }, heads)],
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
    expect(readdirSync(join(options.folder, 'overlays')).sort()).toEqual([
      '0.png.overlay.jpg',
      '2.png.overlay.jpg',
    ]);
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
