import type { Landmark } from '@shared/domain/face';
import { fail } from '@shared/result';
import { Findings, quoted, type LabelFileContext, type ParsedLabels } from '../record';
import { noNumber, numberIn, readTable } from './table';

/** DeepLabCut counts pixels from the first one's centre. */
const pixelOffset = 0.5;

export function isDeepLabCut(header: readonly string[]): boolean {
  return header[0]?.trim() === 'scorer';
}

/**
 * DeepLabCut's CollectedData (deeplabcut.github.io): a header of several rows (scorer, individuals where there are
 * several, bodyparts, coords), then an image a row, whose path may be in one cell or in three. Fails with
 * `label-file-broken` where the header is another.
 */
export function readDeepLabCut(text: string, { name }: LabelFileContext): ParsedLabels {
  const { rows, broken, decimal } = readTable(text);
  const headerOf = (word: string): readonly string[] | undefined =>
    rows.slice(0, 4).find(({ cells }) => cells[0]?.trim() === word)?.cells;
  const [parts, coordinates] = [headerOf('bodyparts'), headerOf('coords')];
  if (!parts || !coordinates) {
    fail('label-file-broken', `${name} has no rows bodyparts and coords: it is no table of DeepLabCut.`);
  }
  const individuals = headerOf('individuals');
  const findings = new Findings(name);
  for (const { line, reason } of broken) findings.skip('row-broken', reason, line);
  // Path cells come before the first column that is a coordinate.
  const pathCells = Math.max(
    1,
    coordinates.findIndex((cell) => /^(x|y|likelihood)$/.test(cell.trim())),
  );
  const first = rows.findIndex(({ cells }) => cells[0]?.trim() === 'coords') + 1;
  for (const { cells, line } of rows.slice(first)) {
    const image = cells
      .slice(0, pathCells)
      .filter((step) => step !== '')
      .join('/');
    const faces = new Map<string, Map<string, Landmark>>();
    let wrong: string | null = null;
    for (let at = pathCells; at + 1 < coordinates.length; at += 1) {
      if (coordinates[at]!.trim() !== 'x' || coordinates[at + 1]!.trim() !== 'y') continue;
      const [x, y] = [cells[at]?.trim() ?? '', cells[at + 1]?.trim() ?? ''];
      if (x === '' || y === '' || x === 'NaN' || y === 'NaN') continue;
      const bad = [x, y].find((text) => !Number.isFinite(numberIn(text, decimal)));
      if (bad !== undefined) {
        wrong = `${parts[at] ?? `column ${at + 1}`}: ${quoted(bad)} ${noNumber(bad, decimal)}`;
        break;
      }
      const part = parts[at];
      if (part === undefined) continue;
      const individual = individuals?.[at] ?? '';
      const points = faces.get(individual) ?? new Map<string, Landmark>();
      const place = { x: numberIn(x, decimal) + pixelOffset, y: numberIn(y, decimal) + pixelOffset };
      points.set(part, { ...place, visibility: 2 });
      faces.set(individual, points);
    }
    if (wrong !== null) findings.skip('row-invalid', wrong, line);
    else if (faces.size === 0) findings.skip('row-invalid', 'no point of it is labelled', line);
    else {
      for (const points of faces.values()) {
        findings.addPoints({ image, points, split: null, origin: { file: name, line } });
      }
    }
  }
  return findings;
}
