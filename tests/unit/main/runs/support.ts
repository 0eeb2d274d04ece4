import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { StudioEvent } from '@shared/contract/events';
import type { ProgressUpdate } from '@shared/contract/jobs';
import type { Box } from '@shared/domain/face';
import type { RunningJob } from '../../../../src/main/jobs/jobRunner';
import type { ImportedFace } from '../../../../src/main/project/faces/importRepository';
import type { LearningFaces } from '../../../../src/main/project/faces/learningFaces';
import type { Project } from '../../../../src/main/project/project';
import { facesUpTo, importFaces, temporaryProject } from '../project/support';

export interface RecordingJob extends RunningJob {
  readonly notes: string[];
  readonly updates: ProgressUpdate[];
  readonly events: StudioEvent[];
  readonly emit: (event: StudioEvent) => void;
  readonly cancel: () => void;
}

/** A job that remembers what it was told. */
export function recordingJob(): RecordingJob {
  const controller = new AbortController();
  const [notes, updates, events] = [[] as string[], [] as ProgressUpdate[], [] as StudioEvent[]];
  return {
    jobId: 'job',
    signal: controller.signal,
    note: (message) => notes.push(message),
    progress: (update) => updates.push(update),
    notes,
    updates,
    events,
    emit: (event) => events.push(event),
    cancel: () => controller.abort(),
  };
}

const poses = ['left_profile', 'left', 'frontal', 'right', 'right_profile'];

/**
 * A project of `count` faces with a real picture each, of one gray level and of the size that the labels say; every pose in
 * turn.
 */
export async function pictureProject(
  count: number,
  changed: (face: ImportedFace) => ImportedFace = (face) => face,
): Promise<Project> {
  const project = temporaryProject();
  const faces = facesUpTo(count)
    .map((face, index) => ({
      ...face,
      attributes: { ...face.attributes, pose: poses[index % poses.length]! },
    }))
    .map(changed);
  importFaces(project, faces);
  for (const [index, { imagePath, imageWidthPx, imageHeightPx }] of faces.entries()) {
    const file = join(project.folder, '..', 'images', imagePath);
    mkdirSync(dirname(file), { recursive: true });
    const pixels = Buffer.alloc(imageWidthPx * imageHeightPx * 3, (index * 37) % 256);
    await sharp(pixels, { raw: { width: imageWidthPx, height: imageHeightPx, channels: 3 } })
      .jpeg()
      .toFile(file);
  }
  return project;
}

/** Faces as columns, of 200×100 pixels each; points of the five-point scheme, all visible unless said otherwise. */
export function learningFaces(
  faces: readonly {
    readonly points?: readonly number[];
    readonly visibility?: readonly number[];
    readonly box?: Pick<Box, 'x' | 'y' | 'width' | 'height'>;
    readonly labels?: Readonly<Record<string, number>>;
  }[],
): LearningFaces {
  const ids = ['gender', 'smile', 'glasses', 'pose'];
  return {
    count: faces.length,
    faceIds: Int32Array.from(faces, (_, row) => row + 1),
    imagePaths: faces.map((_, row) => `/images/${row}.jpg`),
    imageSizesPx: Int32Array.from(faces.flatMap(() => [200, 100])),
    contentHashes: faces.map((_, row) => `hash-${row}`),
    boxes: Float32Array.from(
      faces.flatMap(({ box }) =>
        box ? [box.x, box.y, box.width, box.height] : [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
      ),
    ),
    points: Float32Array.from(faces.flatMap(({ points }) => points ?? new Array<number>(10).fill(0))),
    visibility: Uint8Array.from(
      faces.flatMap(({ points, visibility }) => visibility ?? new Array<number>(5).fill(points ? 2 : 0)),
    ),
    attributes: Object.fromEntries(
      ids.map((id) => [id, Float32Array.from(faces, ({ labels }) => labels?.[id] ?? Number.NaN)]),
    ),
    vouched: {},
  };
}
