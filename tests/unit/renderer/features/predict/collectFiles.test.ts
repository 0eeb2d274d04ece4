import { describe, expect, it } from 'vitest';
import {
  chosenFiles,
  droppedFiles,
  kindsOf,
} from '../../../../../src/renderer/features/predict/collectFiles';
import { pathsOfDrop } from '../../../../../src/renderer/api/droppedFiles';

type Tree = { readonly [name: string]: Tree | null };

/** What a browser hands over of a file (null) or folder, at most two children at a time. */
function entryOf(name: string, tree: Tree | null): FileSystemEntry {
  if (tree === null) {
    return {
      ...{ isFile: true, isDirectory: false, name },
      file: (done: (file: File) => void) => done(new File(['x'], name)),
    } as unknown as FileSystemEntry;
  }
  const children = Object.entries(tree).map(([child, below]) => entryOf(child, below));
  return {
    ...{ isFile: false, isDirectory: true, name },
    createReader: () => {
      const rest = [...children];
      return { readEntries: (done: (entries: FileSystemEntry[]) => void) => done(rest.splice(0, 2)) };
    },
  } as unknown as FileSystemEntry;
}

function transfer(tree: Tree): DataTransfer {
  const items = Object.entries(tree).map(([name, below]) => ({
    webkitGetAsEntry: () => entryOf(name, below),
  }));
  return { items, files: [] } as unknown as DataTransfer;
}

describe('what is dropped', () => {
  it('is every photo in the folders, however deep, and each file that was meant', async () => {
    const found = await droppedFiles(
      transfer({
        'IMG without ending': null,
        holiday: {
          'b.JPG': null,
          'a.png': null,
          'notes.txt': null,
          '.DS_Store': null,
          '.hidden': { 'c.jpg': null },
          nested: {
            deeper: { 'd.webp': null, 'e.avif': null, 'f.HEIC': null, 'g.jfif': null, 'h.bmp': null },
          },
        },
      }),
    );
    expect(found.passedOver).toEqual(['holiday/notes.txt']);
    expect(found.photos.map(({ name }) => name)).toEqual([
      'IMG without ending',
      'holiday/a.png',
      'holiday/b.JPG',
      'holiday/nested/deeper/d.webp',
      'holiday/nested/deeper/e.avif',
      'holiday/nested/deeper/f.HEIC',
      'holiday/nested/deeper/g.jfif',
      'holiday/nested/deeper/h.bmp',
    ]);
  });

  it('may be a picture that lies nowhere', async () => {
    const items = [{ webkitGetAsEntry: () => null }];
    const loose = { items, files: [new File(['x'], 'dragged.png')] } as unknown as DataTransfer;
    expect((await droppedFiles(loose)).photos.map(({ name }) => name)).toEqual(['dragged.png']);
  });

  it('has paths where the window may know them', () => {
    const files = [new File([], 'a'), new File([], 'b')];
    expect(pathsOfDrop(files, null)).toBeNull();
    expect(pathsOfDrop(files, {})).toBeNull();
    expect(pathsOfDrop(files, { pathOf: ({ name }) => (name === 'a' ? '/photos/a' : '') })).toEqual([
      '/photos/a',
    ]);
  });
});

describe('what is chosen in the browser’s dialog', () => {
  it('is its photos, by their place in the folder', () => {
    const inFolder = (path: string): File =>
      Object.defineProperty(new File([], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });
    const { photos, passedOver } = chosenFiles([
      inFolder('trip/a.jpg'),
      inFolder('trip/.thumbs/b.jpg'),
      inFolder('trip/c.pdf'),
      inFolder('trip/.nomedia'),
      inFolder('trip/readme'),
      new File([], 'd.tiff'),
      new File([], 'e.heic'),
    ]);
    expect(photos.map(({ name }) => name)).toEqual(['trip/a.jpg', 'd.tiff', 'e.heic']);
    expect(passedOver).toEqual(['trip/c.pdf', 'trip/readme']);
    expect(kindsOf([...passedOver, 'x.PDF'])).toEqual(['', '.pdf']);
  });
});
