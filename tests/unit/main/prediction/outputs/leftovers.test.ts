import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  removeLeftovers,
  removeOutputs,
  removeOutputsOf,
  type RecordedPhotos,
} from '../../../../../src/main/prediction/outputs/leftovers';
import { pictureMarker } from '../../../../../src/main/prediction/outputs/pictureMarker';
import { temporaryOf } from '../../../../../src/main/prediction/outputs/wholeFile';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { asPlainUser, hasRights, setRights } from '../../../../support/withoutRights';

function folderWith(...files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

/** All files below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

/** Photos with so many faces; null for one that could not be predicted on. */
function recorded(faces: Readonly<Record<string, number | null>>): RecordedPhotos {
  return { names: () => Object.keys(faces), facesOf: (name) => faces[name] ?? null };
}

/** What a person may have put beside what is ours. */
const foreign = [
  'crops/a.jpg',
  'crops/a.jpg.face-x.jpg',
  'crops/a.jpg.face-01.jpg',
  'notes.txt',
  'overlays/mine/notes.txt',
  'yolo/labels/classes.txt',
  'yolo/labels/mine.txt',
  'yolo/notes.txt',
];

describe('what results have left behind', () => {
  it('goes where photos or faces have no record any more', async () => {
    const kept = [
      'crops/a.jpg.face-0.jpg',
      'overlays/a.jpg.overlay.jpg',
      'overlays/none.jpg.overlay.jpg',
      'yolo/labels/a.txt',
    ];
    const folder = folderWith(
      ...[...foreign, ...kept],
      'crops/a.jpg.face-1.jpg',
      'crops/none.jpg.face-0.jpg',
      'overlays/gone.jpg.overlay.jpg',
      'overlays/nested/deep/gone.jpg.overlay.jpg',
      'overlays/failed.jpg.overlay.jpg',
      'yolo/labels/failed.txt',
    );
    writeFileSync(temporaryOf(join(folder, 'crops', 'a.jpg.face-1.jpg')), '');
    const photos = recorded({ 'a.jpg': 1, 'a.png': null, 'none.jpg': 0, 'failed.jpg': null });
    expect(await removeLeftovers(folder, ['csv', 'overlays', 'crops', 'yolo'], photos)).toEqual([]);
    expect(filesIn(folder)).toEqual([...foreign, ...kept].sort());
    expect(existsSync(join(folder, 'overlays', 'nested'))).toBe(false);
  });

  it('stays in formats that are not made', async () => {
    const files = ['crops/gone.jpg.face-0.jpg', 'overlays/gone.jpg.overlay.jpg'];
    const folder = folderWith(...files);
    await removeLeftovers(folder, ['csv', 'crops'], recorded({}));
    expect(filesIn(folder)).toEqual([files[1]!]);
  });

  it('knows a photo by another normal form of its name', async () => {
    const folder = folderWith(`overlays/${'é.jpg'.normalize('NFD')}.overlay.jpg`);
    await removeLeftovers(folder, ['overlays'], recorded({ ['é.jpg'.normalize('NFC')]: 1 }));
    expect(filesIn(folder)).toHaveLength(1);
  });

  it('goes with its photo', async () => {
    const own = ['crops/n/a.jpg.face-0.jpg', 'crops/n/a.jpg.face-1.jpg', 'overlays/n/a.jpg.overlay.jpg'];
    const others = ['crops/n/b.jpg.face-0.jpg', 'predictions.csv', 'yolo/labels/n/b.txt'];
    const folder = folderWith(...own, 'yolo/labels/n/a.txt', ...others);
    expect(await removeOutputsOf(folder, 'n/a.jpg', 2)).toEqual([]);
    expect(filesIn(folder)).toEqual(others);
  });

  it('goes altogether, and nothing else does', async () => {
    const folder = folderWith(
      ...foreign,
      ...['predictions.csv', 'predictions.jsonl', 'predictions.mtfl.txt', 'predictions.coco.json'],
      ...['summary.html', 'yolo/data.yaml', 'yolo/labels/n/a.txt'],
      ...[`crops/${pictureMarker}`, 'crops/a.jpg.face-7.jpg'],
    );
    expect(await removeOutputs(folder, recorded({ 'n/a.jpg': 1 }))).toEqual([]);
    expect(filesIn(folder)).toEqual([...foreign, `crops/${pictureMarker}`].sort());
    const all = folderWith(`crops/${pictureMarker}`, 'crops/n/a.jpg.face-0.jpg');
    await removeOutputs(all, recorded({}));
    expect(readdirSync(all)).toEqual([]);
  });

  it.runIf(hasRights)('is told where it cannot be removed', async () => {
    const folder = folderWith('overlays/gone.jpg.overlay.jpg');
    setRights(folder, 0o755);
    setRights(join(folder, 'overlays'), 0o555);
    const problems = await asPlainUser(() => removeLeftovers(folder, ['overlays'], recorded({})));
    expect(problems).toMatchObject([
      { file: join(folder, 'overlays', 'gone.jpg.overlay.jpg'), code: 'leftover-kept' },
    ]);
  });
});
