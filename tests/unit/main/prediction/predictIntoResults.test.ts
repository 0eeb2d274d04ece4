import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PredictResult } from '../../../../src/main/learning/engine/protocol';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import { mergeResults } from '../../../../src/main/prediction/mergeResults';
import type { PredictedPhotos, PredictPhotosOptions } from '../../../../src/main/prediction/predictPhotos';
import { recordingContext } from '../../../support/recordingContext';
import { meanColours, photoIn, predictIn } from './predictingFolder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-predict-'));
  mkdirSync(join(folder, 'photos'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const photo = (name: string, index: number, ...size: number[]): Promise<void> =>
  photoIn(folder, name, index, ...size);
const predict = (changed: Partial<PredictPhotosOptions> = {}): Promise<PredictedPhotos> =>
  predictIn(folder, changed);

async function photos(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await photo(`000${index}.png`, index);
}

function outputText(): string {
  return readFileSync(join(folder, 'output', 'predictions.jsonl'), 'utf8');
}

/** Flips a bit in the record of a photo. */
function damagePhotoLine(log: string, name: string): void {
  const bytes = readFileSync(log);
  bytes[bytes.indexOf(name)]! ^= 1;
  writeFileSync(log, bytes);
}

/** All files below an output folder. */
function outputFiles(output = 'output'): string[] {
  return readdirSync(join(folder, output), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, output).length + 1))
    .sort();
}

describe('predictPhotos into a folder that holds results', () => {
  const everything = ['csv', 'crops', 'overlays', 'yolo', 'summary'] as const;

  it('has no outputs of a photo as it was', async () => {
    await photos(2);
    await predict({ formats: everything });
    const drawn = (): Buffer[] =>
      ['crops/0001.png.face-0.jpg', 'overlays/0001.png.overlay.jpg'].map((name) =>
        readFileSync(join(folder, 'output', name)),
      );
    const before = drawn();
    await photo('0001.png', 200, 30, 30);
    // It is predicted by a job that draws nothing.
    await predict({ formats: ['csv'] });
    expect(outputFiles()).not.toContain('crops/0001.png.face-0.jpg');
    expect(outputFiles()).not.toContain('yolo/labels/0001.txt');
    await predict({ formats: everything });
    drawn().forEach((picture, index) => expect(picture.equals(before[index]!)).toBe(false));
    // It cannot be predicted on any more.
    writeFileSync(join(folder, 'photos', '0001.png'), 'no image');
    await predict({ formats: everything });
    expect(outputFiles().filter((name) => name.includes('0001'))).toEqual([]);
  });

  it('begun anew removes what earlier results have left, and nothing else', async () => {
    await photos(2);
    await predict({ formats: everything });
    rmSync(join(folder, 'photos', '0001.png'));
    writeFileSync(join(folder, 'output', 'overlays', 'mine.jpg'), '');
    await predict({
      run: { name: 'studio-2', fingerprint: 'of another' },
      restart: true,
      formats: ['jsonl'],
    });
    expect(outputFiles()).toEqual([
      'overlays/.facet-pictures',
      'overlays/mine.jpg',
      'predictions.jsonl',
      'predictions.log',
    ]);
    // What is joined anew, too.
    const joined = { formats: everything, outputFolder: join(folder, 'joined'), context: recordingContext() };
    await mergeResults({ ...joined, from: [join(folder, 'output')], restart: false });
    expect(outputFiles('joined')).toContain('overlays/0000.png.overlay.jpg');
    rmSync(join(folder, 'photos', '0000.png'));
    await photo('0002.png', 2);
    const other = { run: { name: 'studio-3', fingerprint: 'third' }, restart: true };
    await predict({ ...other, formats: [] });
    await mergeResults({ ...joined, from: [join(folder, 'output')], restart: true });
    expect(outputFiles('joined').filter((name) => name.includes('0000'))).toEqual([]);
    expect(outputFiles('joined')).toContain('yolo/labels/0002.txt');
  });

  it('predicts again what stood in a damaged line, and tells it once', async () => {
    await photos(5);
    await predict();
    const whole = outputText();
    const log = join(folder, 'output', 'predictions.log');
    damagePhotoLine(log, '0002.png');
    const asked: number[] = [];
    const counting = (faces: FaceTable): Promise<PredictResult> => {
      asked.push(faces.count);
      return meanColours(faces);
    };
    expect(await predict({ predict: counting })).toMatchObject({
      images: 5,
      problems: [{ file: log, code: 'results-damaged', reason: expect.stringMatching(/^1 of/) as string }],
    });
    expect([asked, outputText()]).toEqual([[1], whole]);
    expect((await predict()).problems).toEqual([]);
  });

  it('leaves a file that is no log', async () => {
    await photos(1);
    mkdirSync(join(folder, 'output'));
    const log = join(folder, 'output', 'predictions.log');
    writeFileSync(log, 'garbage\n');
    await expect(predict()).rejects.toMatchObject({ code: 'results-unreadable' });
    expect(readFileSync(log, 'utf8')).toBe('garbage\n');
    expect(await predict({ restart: true })).toMatchObject({ images: 1 });
  });
});
