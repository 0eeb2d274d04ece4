import { createHash } from 'node:crypto';
import type { DataChange, DataFingerprint } from '@shared/domain/fingerprint';
import type { RunRecord } from '@shared/domain/run';
import type { Template } from '@shared/domain/template';
import {
  attributesOf,
  type HeadConfiguration,
  type InputConfiguration,
  type TeacherConfiguration,
} from '@shared/learning/configuration';
import { softenedHeads } from '@shared/learning/teacher';
import type { LearningFaces } from '../project/faces/learningFaces';
import { regionOf } from './regions';

/** Enough to tell two labels of one face apart; the fingerprint itself has every digit. */
const digestDigits = 16;

/** A face as a training reads it. */
export interface FaceDigest {
  readonly faceId: number;
  /** Of the image file's bytes. */
  readonly file: string;
  /** Of what the heads read, and of the region that the network is shown. */
  readonly labels: string;
}

/** What a training reads of a face. */
interface Reading {
  readonly heads: readonly HeadConfiguration[];
  readonly crop: InputConfiguration['crop'];
  /** Where it softens labels, one that somebody vouches for is read otherwise than one that nobody has looked at. */
  readonly teacher?: TeacherConfiguration | undefined;
}

/**
 * A digest of each face. Of its labels counts what the run's heads read: a label that none of them learns from may
 * change. Image files count by the hashes that their import has stored, so that 13,000 faces take a blink.
 */
export function faceDigests(
  faces: LearningFaces,
  template: Template,
  { heads, crop, teacher }: Reading,
): FaceDigest[] {
  const points = readPoints(heads, template);
  const columns = readAttributes(heads, faces, template);
  const softened = attributesOf(softenedHeads({ heads, teacher }));
  const vouched = template.attributes.flatMap(({ id }) => (softened.has(id) ? [faces.vouched[id]] : []));
  const pointCount = template.scheme.points.length;
  return Array.from({ length: faces.count }, (_, row) => {
    const { x, y, width, height } = regionOf(faces, row, crop);
    const numbers = [x, y, width, height];
    for (const point of points) {
      const index = row * pointCount + point;
      const visibility = faces.visibility[index]!;
      // Where nothing is labelled, whatever stands there is nothing.
      const isLabelled = visibility > 0;
      numbers.push(
        visibility,
        isLabelled ? faces.points[index * 2]! : 0,
        isLabelled ? faces.points[index * 2 + 1]! : 0,
      );
    }
    for (const { values, width: columnWidth } of columns) {
      numbers.push(...values.subarray(row * columnWidth, (row + 1) * columnWidth));
    }
    for (const [index, column] of vouched.entries()) {
      if (column?.[row]) numbers.push(index);
    }
    return {
      faceId: faces.faceIds[row]!,
      file: shortHash(faces.contentHashes[row]!),
      labels: shortHash(new Uint8Array(Float32Array.from(numbers).buffer)),
    };
  });
}

/** The digests that a run's training reads of these faces. */
export function digestsFor({ configuration, template }: RunRecord, faces: LearningFaces): FaceDigest[] {
  const { heads, input, teacher } = configuration;
  return faceDigests(faces, template, { heads, crop: input.crop, teacher });
}

/** Ids and order do not count: the same data set imported anew is the same. */
export function dataFingerprint(digests: readonly FaceDigest[]): DataFingerprint {
  const hash = createHash('sha256');
  for (const line of digests.map(contentOf).sort()) hash.update(`${line}\n`);
  return { hash: hash.digest('hex'), faces: digests.length };
}

/** Faces of equal content cancel each other out first, whatever their ids; the rest are told by their ids. */
export function dataChange(before: readonly FaceDigest[], now: readonly FaceDigest[]): DataChange {
  const unmatched = new Map<string, FaceDigest[]>();
  for (const digest of before) {
    const content = contentOf(digest);
    unmatched.set(content, [...(unmatched.get(content) ?? []), digest]);
  }
  const others = now.filter((digest) => unmatched.get(contentOf(digest))?.pop() === undefined);
  const left = new Map([...unmatched.values()].flat().map((digest) => [digest.faceId, digest]));
  const change = { faces: now.length, labels: 0, files: 0, added: 0, removed: 0 };
  for (const digest of others) {
    const known = left.get(digest.faceId);
    left.delete(digest.faceId);
    if (known === undefined) change.added += 1;
    else if (known.file === digest.file) change.labels += 1;
    else change.files += 1;
  }
  return { ...change, removed: left.size };
}

function contentOf({ file, labels }: FaceDigest): string {
  return `${file} ${labels}`;
}

function readPoints(heads: readonly HeadConfiguration[], { scheme }: Template): number[] {
  const read = new Set(heads.flatMap(({ target }) => (target.from === 'attribute' ? [] : target.points)));
  return scheme.points.flatMap(({ id }, index) => (read.has(id) ? [index] : []));
}

function readAttributes(
  heads: readonly HeadConfiguration[],
  faces: LearningFaces,
  { attributes }: Template,
): { readonly values: Float32Array; readonly width: number }[] {
  const read = attributesOf(heads);
  return attributes
    .filter(({ id }) => read.has(id))
    .map(({ id, kind, values }) => ({
      values: faces.attributes[id]!,
      width: kind === 'tags' ? values.length : 1,
    }));
}

function shortHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, digestDigits);
}
