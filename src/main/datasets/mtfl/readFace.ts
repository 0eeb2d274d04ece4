import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { Box } from '@shared/domain/face';
import { ExpectedError } from '@shared/result';
import { type CheckedImage, checkImage } from '../imageCheck';
import type { ImportedFace } from '../../project/faces/importRepository';
import { croppedFolder, type LabelFile } from './format';
import { type LabelLine, maximumLineBytes } from './labelLines';
import { type MtflRow, parseRow, shortened } from './row';

export interface RowContext {
  readonly sourceId: number;
  readonly folder: string;
  readonly file: LabelFile;
}

/** A row that makes sense, or why it does not. */
export type ParsedLine = { readonly line: LabelLine; readonly row: MtflRow } | { readonly problem: Problem };

export function parseLine(line: LabelLine, file: LabelFile): ParsedLine {
  const parsed = line.isTooLong ? { problem: tooLong } : parseRow(line.text);
  return 'row' in parsed
    ? { line, row: parsed.row }
    : { problem: { file: file.name, line: line.number, ...parsed.problem } };
}

const tooLong = {
  code: 'line-too-long',
  reason: `the line has more than ${maximumLineBytes.toLocaleString('en')} bytes`,
};

/** A reason names paths, and a row may name one of thousands of characters. */
const reasonCharacters = 1000;

/** Looks at the row's image: it must be there and sound, and the points inside of it. */
export async function readFace(
  { line, row }: { readonly line: LabelLine; readonly row: MtflRow },
  { sourceId, folder, file }: RowContext,
): Promise<ImportedFace | Problem> {
  const problem = (code: string, reason: string): Problem => ({
    file: file.name,
    line: line.number,
    code,
    reason: shortened(reason, reasonCharacters),
  });
  let image: CheckedImage;
  try {
    image = await checkImage(join(folder, row.imagePath));
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
    if (thrown.code === 'image-missing' && !line.isUtf8) {
      return problem(
        'encoding',
        `the row is neither ASCII nor UTF-8, and as Latin-1 it names no image: ${row.imagePath}`,
      );
    }
    return problem(thrown.code, `${row.imagePath}: ${thrown.message}`);
  }
  const { widthPx, heightPx, contentHash } = image;
  const outside = row.landmarks.find(({ x, y }) => !(x >= 0 && x <= widthPx && y >= 0 && y <= heightPx));
  if (outside) {
    return problem(
      'point-outside',
      `the point (${outside.x}, ${outside.y}) is outside of ${row.imagePath}, which has ${widthPx} × ${heightPx} pixels`,
    );
  }
  const isCropped = row.imagePath.startsWith(`${croppedFolder}/`);
  const wholeImage: Box = { x: 0, y: 0, width: widthPx, height: heightPx, drawnBy: 'image' };
  return {
    sourceId,
    imagePath: row.imagePath,
    imageWidthPx: widthPx,
    imageHeightPx: heightPx,
    contentHash,
    split: file.split,
    box: isCropped ? wholeImage : null,
    landmarks: row.landmarks,
    attributes: row.attributes,
    origin: { file: file.name, line: line.number },
  };
}
