import type { Landmark } from '@shared/domain/face';
import { isRecord } from '../json';
import { ibugPoints, namedByIbug } from '../pts/ibug';
import type { Findings } from '../record';
import type { Annotation } from './annotation';

/** An annotation, with its points where they are not its keypoints, and what it is of where its category is a body's. */
export type FaceAnnotation = Annotation & {
  readonly points?: ReadonlyMap<string, Landmark>;
  readonly kind?: 'face';
};

/**
 * Makes faces of the bodies of a COCO-WholeBody file (github.com/jin-s13/COCO-WholeBody): `bbox` and `keypoints` are the
 * body's, `face_box` and the 68 of `face_kpts` the face's. Where a file has any of the latter, no body's keypoints are
 * read: left and right are the person's in the one and the image's in the other, and they are called alike.
 */
export class WholeBodies {
  private readonly readsPoints: boolean;
  private readonly leftOut = { bodies: 0, keypoints: 0, facePoints: 0 };

  /** `annotations`: all of the file, as it has them. */
  constructor(annotations: readonly unknown[]) {
    this.readsPoints = annotations.some(
      (one) => isRecord(one) && isValid(one) && facePoints(one['face_kpts']) !== null,
    );
  }

  /** What an annotation says of a face; null for a body without one. What is no body is as it was. */
  faceOf(annotation: Annotation): FaceAnnotation | null {
    const { face_box: faceBox, face_valid: valid, face_kpts: numbers, keypoints } = annotation;
    if (faceBox === undefined && valid === undefined) return annotation;
    const hasFace = isValid(annotation);
    const points = hasFace ? facePoints(numbers) : null;
    if (points === null && hasFace && holdsAny(numbers)) this.leftOut.facePoints += 1;
    // A score is the body's, too.
    const bare = { ...annotation, bbox: undefined, score: undefined };
    const face = hasFace ? { ...bare, bbox: faceBox, kind: 'face' as const } : bare;
    if (!this.readsPoints) return face;
    if (keypoints !== undefined) this.leftOut.keypoints += 1;
    if (hasFace) return { ...face, points: points ?? new Map<string, Landmark>() };
    this.leftOut.bodies += 1;
    return null;
  }

  /** Tells what was left out, each once a file. */
  tell(findings: Findings): void {
    const { bodies, keypoints, facePoints: unread } = this.leftOut;
    findings.read += bodies;
    if (bodies > 0) {
      const which = bodies === 1 ? 'one annotation is of a body' : `${many(bodies)} are of bodies`;
      findings.note('no-face', `${which} without a face (face_valid is false): left out`);
    }
    if (keypoints > 0) {
      findings.note(
        'no-face',
        `keypoints are the body’s where an annotation has face_kpts as well: face_kpts was read, keypoints was left out of ${many(keypoints)}`,
      );
    }
    if (unread > 0) {
      findings.note(
        'point-count',
        `face_kpts was not read of ${many(unread)}: its points are not ${ibugPoints} of x, y and score`,
      );
    }
  }
}

function many(count: number): string {
  return count === 1 ? 'one annotation' : `${count.toLocaleString('en')} annotations`;
}

function isValid({ face_valid: valid }: Pick<Annotation, 'face_valid'> | Record<string, unknown>): boolean {
  return valid !== false && valid !== 0;
}

function holdsAny(numbers: unknown): boolean {
  return Array.isArray(numbers) ? numbers.length > 0 : numbers !== undefined && numbers !== null;
}

/** Null for what is no list of 68 triples. A point whose score is 0 is not labelled. */
function facePoints(numbers: unknown): ReadonlyMap<string, Landmark> | null {
  if (!Array.isArray(numbers) || numbers.length !== ibugPoints * 3) return null;
  if (!numbers.every((one): one is number => typeof one === 'number')) return null;
  const places = Array.from({ length: ibugPoints }, (_, at): Landmark | null => {
    const [x, y, score] = numbers.slice(at * 3, at * 3 + 3) as [number, number, number];
    return score > 0 ? { x, y, visibility: 2 } : null;
  });
  return new Map(namedByIbug(places));
}
