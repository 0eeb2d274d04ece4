import { describe, expect, it } from 'vitest';
import { ImageFinder } from '../../../../../src/main/datasets/labels/imageFinder';
import { recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { writeImage } from './support';

async function finderOf(...paths: string[]): Promise<ImageFinder> {
  const folder = temporaryFolder();
  for (const path of paths) await writeImage(folder, path);
  return new ImageFinder(folder, '', recordingContext());
}

describe('ImageFinder', () => {
  it('finds what was uploaded to Label Studio by the name that it had before', async () => {
    const finder = await finderOf('josé.jpg', 'my photo (1).jpg', 'plain.jpg', '100%.jpg', 'zoe\u0308.jpg');
    const found: [string, string][] = [
      ['/data/upload/1/1a2b3c4d-jos%C3%A9.jpg', 'josé.jpg'],
      ['/data/upload/1/1a2b3c4d-my_photo_1.jpg', 'my photo (1).jpg'],
      ['/data/upload/1/1a2b3c4d-plain.jpg', 'plain.jpg'],
      ['/data/upload/1/1a2b3c4d-100.jpg', '100%.jpg'],
      ['http://localhost:8080/data/upload/1/1a2b3c4d-my_photo_1.jpg', 'my photo (1).jpg'],
      // As Label Studio exports to COCO and YOLO.
      ['images/1a2b3c4d-my_photo_1.jpg', 'my photo (1).jpg'],
      // A letter whose accent stood by itself has lost it.
      ['/data/upload/1/1a2b3c4d-zoe.jpg', 'zoe\u0308.jpg'],
      ['/data/local-files/?d=some/my%20photo%20(1).jpg', 'my photo (1).jpg'],
    ];
    for (const [reference, path] of found) expect(await finder.find(reference), reference).toEqual({ path });
  });

  it('takes a name as it is written before it takes it for an address', async () => {
    const finder = await finderOf('a%20b.jpg', 'a b.jpg', 'c d.jpg');
    expect(await finder.find('/data/photos/a%20b.jpg')).toEqual({ path: 'a%20b.jpg' });
    expect(await finder.find('/data/photos/c%20d.jpg')).toEqual({ path: 'c d.jpg' });
  });

  it('guesses no upload among several, and compares no other names so loosely', async () => {
    const finder = await finderOf('my photo (1).jpg', 'sub/my photo 1.jpg', 'a b.jpg');
    expect(await finder.find('/data/upload/1/1a2b3c4d-my_photo_1.jpg')).toMatchObject({
      code: 'image-ambiguous',
    });
    expect(await finder.find('a_b.jpg')).toMatchObject({ code: 'image-missing' });
  });
});
