import type { Landmark } from '@shared/domain/face';
import { fail } from '@shared/result';
import { frameReference } from '../imageFinder';
import { Findings, quoted, type LabelFileContext, type ParsedLabels } from '../record';
import { noNumber, numberIn, readTable } from './table';

/** SLEAP counts pixels from the first one's centre. */
const pixelOffset = 0.5;

export function isSleap(header: readonly string[]): boolean {
  return header.includes('frame_idx') && header.some((name) => name.endsWith('.x'));
}

/**
 * SLEAP's analysis table (docs.sleap.ai): track, frame_idx, instance.score, and x, y and score of each node. A row is
 * a face on a frame of a video; its image is the one whose name ends with the frame's number. Fails with
 * `label-file-broken` where the header is another.
 */
export function readSleap(text: string, { name }: LabelFileContext): ParsedLabels {
  const { rows, broken, decimal } = readTable(text);
  const [header, ...data] = rows;
  if (!header || !isSleap(header.cells)) fail('label-file-broken', `${name} is no analysis table of SLEAP.`);
  const findings = new Findings(name);
  for (const { line, reason } of broken) findings.skip('row-broken', reason, line);
  const frameAt = header.cells.indexOf('frame_idx');
  const nodes = header.cells.flatMap((cell, at) => {
    const node = /^(.+)\.x$/.exec(cell)?.[1];
    const yAt = header.cells.indexOf(`${node}.y`);
    return node === undefined || yAt < 0 ? [] : [{ node, xAt: at, yAt }];
  });
  for (const { cells, line } of data) {
    const said = cells[frameAt]?.trim() ?? '';
    const frame = said === '' ? Number.NaN : Number(said);
    const points = new Map<string, Landmark>();
    let wrong: string | null = null;
    for (const { node, xAt, yAt } of nodes) {
      const place = [cells[xAt]?.trim() ?? '', cells[yAt]?.trim() ?? ''];
      if (place.some((text) => text === '' || /^nan$/i.test(text))) continue;
      const [x, y] = place.map((text) => numberIn(text, decimal)) as [number, number];
      const bad = place.find((text) => !Number.isFinite(numberIn(text, decimal)));
      if (bad !== undefined) wrong ??= `${node}: ${quoted(bad)} ${noNumber(bad, decimal)}`;
      else points.set(node, { x: x + pixelOffset, y: y + pixelOffset, visibility: 2 });
    }
    if (!Number.isSafeInteger(frame) || frame < 0) {
      findings.skip(
        'row-invalid',
        `${quoted(said)} in the column frame_idx is no number of a frame, which counts from 0`,
        line,
      );
    } else if (wrong !== null) findings.skip('row-invalid', wrong, line);
    else if (points.size === 0) findings.skip('row-invalid', 'no point of it is labelled', line);
    else {
      const [image, origin] = [frameReference(frame), { file: name, line }];
      findings.addPoints({ image, points, split: null, origin });
    }
  }
  return findings;
}
