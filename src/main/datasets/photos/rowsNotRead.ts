import type { Problem } from '@shared/contract/jobs';
import { ExpectedError } from '@shared/result';
import { mostLookedInto } from '../labels/recognise';
import { withEnding, type LabelTree } from '../labels/tree';

/**
 * YOLO's rows among photos, without the file that says what their numbers are: somebody may take them for read. Told
 * once, of the first, since there is one file a photo.
 */
export async function rowsNotRead(tree: LabelTree): Promise<Problem[]> {
  const texts = withEnding(tree, ['.txt']);
  for (const file of texts.slice(0, mostLookedInto)) {
    if (!(await holdsRows(tree, file))) continue;
    const others = texts.length - 1;
    const these = others === 0 ? 'its rows are' : `its rows, and perhaps those of ${textsMore(others)}, are`;
    const reason = `not read: ${these} a class and shares of the image, as YOLO has them. What their points are stands in a data.yaml (kpt_shape), which is not there`;
    return [{ file, code: 'labels-not-read', reason }];
  }
  return [];
}

async function holdsRows(tree: LabelTree, path: string): Promise<boolean> {
  try {
    const rows = (await tree.readText(path)).split(/\r\n|\n|\r/).filter((row) => row.trim() !== '');
    return rows.length > 0 && rows.every(isRow);
  } catch (thrown) {
    if (thrown instanceof ExpectedError) return false;
    throw thrown;
  }
}

/** A class, and a box at least, in shares of the image. */
function isRow(row: string): boolean {
  const [kind, ...numbers] = row.trim().split(/\s+/).map(Number);
  const box = numbers.slice(0, 4);
  return (
    Number.isInteger(kind) &&
    box.length === 4 &&
    box.every((share) => share >= 0 && share <= 1) &&
    numbers.every(Number.isFinite)
  );
}

function textsMore(count: number): string {
  return count === 1 ? 'one more text' : `${count.toLocaleString('en')} more texts`;
}
