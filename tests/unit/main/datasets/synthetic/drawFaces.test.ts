import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../../../../src/main/datasets/importIntoProject';
import { drawFaces } from '../../../../../src/main/datasets/synthetic/drawFaces';
import { photoKinds } from '../../../../../src/main/datasets/synthetic/photoKind';
import { planPortrait } from '../../../../../src/main/datasets/synthetic/portrait';
import { recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { temporaryProject } from '../../project/support';

const set = { count: 30, testing: 10, seed: 4, threads: 0 };

/** Every file below a folder with its bytes. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path.slice(folder.length + 1), readFileSync(path, 'base64')];
    }),
  );
}

describe('drawFaces', () => {
  it('draws the same bytes for the same seed, others for another, and begins a larger set alike', async () => {
    const folder = temporaryFolder();
    const [here, larger, other] = [join(folder, 'here'), join(folder, 'larger'), join(folder, 'other')];
    expect(await drawFaces({ ...set, folder: here }, recordingContext())).toMatchObject({
      folder: here,
      drawn: true,
      splits: { training: 20, testing: 10 },
    });
    await drawFaces({ ...set, folder: other, seed: 5 }, recordingContext());
    const content = contentOf(here);
    expect(Object.keys(content)).toHaveLength(33);
    expect(contentOf(other)['training.txt']).not.toBe(content['training.txt']);
    // The training half of a larger set begins with the same faces.
    await drawFaces({ ...set, folder: larger, count: 45, testing: 20 }, recordingContext());
    const more = contentOf(larger);
    for (const [name, bytes] of Object.entries(content)) {
      if (name.endsWith('.jpg')) expect(more[name] === bytes, name).toBe(true);
    }
  });

  it('writes what the importer reads, label for label', async () => {
    const folder = join(temporaryFolder(), 'set');
    await drawFaces({ ...set, folder }, recordingContext());
    expect(readdirSync(folder).sort()).toEqual([
      'AFLW',
      'drawn.json',
      'lfw_5590',
      'net_7876',
      'testing.txt',
      'training.txt',
    ]);
    // As the published files: a space before every row but the first, `\` in training, `/` in testing.
    const training = readFileSync(join(folder, 'training.txt'), 'latin1');
    expect(training).toMatch(/^(lfw_5590|net_7876)\\drawn-00001\.jpg( \d+\.\d{6}){10}( [1-5]){4}\r\n /);
    expect(training.endsWith('\r\n ')).toBe(true);
    expect(readFileSync(join(folder, 'testing.txt'), 'latin1')).toMatch(/^AFLW\/drawn-00001\.jpg /);

    const project = temporaryProject();
    const job = { ...recordingContext(), jobId: 'job', note: () => undefined };
    const report = await importIntoProject(project, folder, job);
    expect(report).toMatchObject({ read: 30, imported: 30, skipped: 0, problems: [], duplicates: [] });
    expect(report.splits).toEqual({ training: 20, testing: 10 });
    for (const split of ['training', 'testing'] as const) {
      for (const face of project.faces.list({ splits: [split] })) {
        const index = Number(/drawn-(\d+)\.jpg$/.exec(face.imagePath)![1]) - 1;
        const { row, kind } = planPortrait(set.seed, { split, index });
        expect(face.attributes).toEqual(row.attributes);
        for (const [point, { x, y }] of face.landmarks.entries()) {
          expect(x).toBeCloseTo(row.landmarks[point]!.x, 5);
          expect(y).toBeCloseTo(row.landmarks[point]!.y, 5);
        }
        const { width, height } = await sharp(join(folder, row.imagePath)).metadata();
        expect([width, height]).toEqual([kind.widthPx, kind.heightPx]);
        expect(photoKinds[split]).toContain(kind);
      }
    }
  });

  it('uses a whole set again, and says when it was not drawn', async () => {
    const folder = join(temporaryFolder(), 'set');
    const small = { ...set, count: 3, testing: 1, folder };
    await drawFaces(small, recordingContext());
    const before = contentOf(folder);
    const context = recordingContext();
    expect(await drawFaces(small, context)).toMatchObject({
      drawn: false,
      splits: { training: 2, testing: 1 },
    });
    expect(context.updates).toEqual([]);
    expect(contentOf(folder)).toEqual(before);
  });

  it('never touches a folder that holds something else', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'diary.txt'), 'mine');
    await expect(drawFaces({ ...set, folder }, recordingContext())).rejects.toMatchObject({
      code: 'folder-not-empty',
    });
    expect(readdirSync(folder)).toEqual(['diary.txt']);
    await expect(
      drawFaces({ ...set, folder: join(folder, 'diary.txt') }, recordingContext()),
    ).rejects.toMatchObject({ code: 'folder-unwritable' });
  });

  it('is stopped between two batches, and leaves nothing', async () => {
    const parent = temporaryFolder();
    const context = recordingContext();
    const stopping = {
      ...context,
      progress: (update: { done: number }) => {
        if (update.done > 0) context.abort();
      },
    };
    await expect(
      drawFaces({ ...set, count: 100, folder: join(parent, 'set') }, stopping),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(parent)).toEqual([]);
  });

  it('tells how far it is, to the last face', async () => {
    const context = recordingContext();
    await drawFaces({ ...set, folder: join(temporaryFolder(), 'set') }, context);
    expect(context.updates.map(({ done, total }) => [done, total])).toEqual([
      [0, 30],
      [12, 30],
      [24, 30],
      [30, 30],
    ]);
  });

  it('leaves nothing when a folder of the set cannot be written', async () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'set'));
    const context = recordingContext();
    const spoiling = {
      ...context,
      // Somebody takes the images’ folders away while faces are drawn.
      progress: () => {
        for (const name of readdirSync(parent))
          rmSync(join(parent, name, 'lfw_5590'), { recursive: true, force: true });
      },
    };
    await expect(drawFaces({ ...set, folder: join(parent, 'set') }, spoiling)).rejects.toThrow('lfw_5590');
    expect(readdirSync(parent)).toEqual(['set']);
    expect(readdirSync(join(parent, 'set'))).toEqual([]);
  });

  it('refuses more faces for testing than there are', async () => {
    const folder = join(temporaryFolder(), 'set');
    await expect(drawFaces({ ...set, testing: 31, folder }, recordingContext())).rejects.toMatchObject({
      code: 'bad-count',
    });
  });

  it('writes no label file for a half without faces', async () => {
    const folder = join(temporaryFolder(), 'set');
    await drawFaces({ ...set, count: 2, testing: 2, folder }, recordingContext());
    expect(readdirSync(folder).sort()).toEqual(['AFLW', 'drawn.json', 'testing.txt']);
  });
});
