import { z } from 'zod';
import type { Landmark } from '@shared/domain/face';
import { fail } from '@shared/result';
import { splitInName } from '../names';
import { Findings, quoted, type LabelFileContext, type ParsedLabels } from '../record';
import { ibugPoints, namedByIbug } from './ibug';

/** 1.0 is the centre of the first pixel, as in MTFL. */
const pixelOffset = 0.5;

/** What a folder of `.pts` files may say beside them, in `points.json`: the points' names, and splits by folder. */
const sidecarSchema = z.looseObject({
  points: z.array(z.string()).min(1),
  splits: z.record(z.string(), z.string()).default({}),
});
export type PtsNames = z.output<typeof sidecarSchema>;

export const sidecarName = 'points.json';

/** Null for a file that says nothing of the sort. */
export function readPtsNames(value: unknown): PtsNames | null {
  return sidecarSchema.safeParse(value).data ?? null;
}

/**
 * A `.pts` file of 300-W (ibug.doc.ic.ac.uk/resources/300-W): an image's points in a fixed order, 1-based pixels.
 * `said` names them; without it a point is called by its number. Of 68 points, iBUG's mark-up, the eyes' centres, the
 * nose's tip and the mouth's corners are known by their names as well. Fails with `label-file-broken`.
 */
export function readPts(text: string, { name }: LabelFileContext, said: PtsNames | null): ParsedLabels {
  const names = said?.points ?? null;
  const body = /\{([^}]*)\}/.exec(text)?.[1];
  const declared = /n_points\s*:\s*(\d+)/i.exec(text)?.[1];
  if (body === undefined)
    fail('label-file-broken', `${name} has no points between { and }: it is no .pts file, or cut off.`);
  const numbers = body.split(/\s+/).filter((word) => word !== '');
  const findings = new Findings(name);
  const wrong = numbers.find((word) => !Number.isFinite(Number(word)));
  if (wrong !== undefined) findings.skip('not-a-number', `${quoted(wrong)} is not a number`);
  else if (numbers.length === 0 || numbers.length % 2 === 1) {
    findings.skip('point-count', `${numbers.length} numbers are no pairs`);
  } else if (declared !== undefined && Number(declared) * 2 !== numbers.length) {
    findings.skip('point-count', `it says n_points: ${declared}, and has ${numbers.length / 2}`);
  } else if (names !== null && names.length * 2 !== numbers.length) {
    findings.skip('point-count', `it has ${numbers.length / 2} points, and ${names.length} are named`);
  } else {
    const places = Array.from({ length: numbers.length / 2 }, (_, at): Landmark => {
      const [x, y] = [Number(numbers[at * 2]), Number(numbers[at * 2 + 1])];
      return { x: x - pixelOffset, y: y - pixelOffset, visibility: 2 };
    });
    findings.addPoints({
      image: name.replace(/(\.face-\d+)?\.pts$/i, ''),
      points: new Map(names ? places.map((place, at) => [names[at]!, place] as const) : numbered(places)),
      split: splitOf(name, said),
      origin: { file: name, line: null },
    });
  }
  return findings;
}

/** As the folder is called, or is said to mean. */
function splitOf(name: string, said: PtsNames | null): string | null {
  const [folder, ...below] = name.split('/');
  if (below.length === 0) return null;
  const named = said !== null && Object.hasOwn(said.splits, folder!) ? said.splits[folder!]! : null;
  return named ?? splitInName(folder!);
}

function numbered(places: readonly Landmark[]): [string, Landmark][] {
  if (places.length === ibugPoints) return namedByIbug(places);
  return places.map((place, at) => [String(at + 1), place]);
}
