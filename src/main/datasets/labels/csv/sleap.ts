import type { Landmark } from '@shared/domain/face';
import { fail } from '@shared/result';
import { frameReference } from '../imageFinder';
import { Findings, quoted, type LabelFileContext, type ParsedLabels } from '../record';
import { readTable } from './table';

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
  const { rows, broken } = readTable(text);
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
    const frame = Number(cells[frameAt] || Number.NaN);
    const points = new Map<string, Landmark>();
    for (const { node, xAt, yAt } of nodes) {
      const [x, y] = [Number(cells[xAt] || Number.NaN), Number(cells[yAt] || Number.NaN)];
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      points.set(node, { x: x + pixelOffset, y: y + pixelOffset, visibility: 2 });
    }
    if (!Number.isSafeInteger(frame) || frame < 0) {
      findings.skip('row-invalid', `${quoted(cells[frameAt] ?? '')} is no number of a frame`, line);
    } else if (points.size === 0) findings.skip('row-invalid', 'no point of it is labelled', line);
    else {
      const [image, origin] = [frameReference(frame), { file: name, line }];
      findings.addPoints({ image, points, split: null, origin });
    }
  }
  return findings;
}
