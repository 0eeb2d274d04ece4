import type { Problem } from '@shared/contract/jobs';
import type { AddedPredictions } from '@shared/contract/predictions';
import { notLabelled } from '@shared/domain/face';
import type { NamedHeadForm } from '@shared/learning/headForm';
import { headWidth } from '@shared/learning/headForm';
import type { FaceOutputs, HeadOutputs } from '@shared/learning/results';
import { failureOf } from '@shared/result';
import { mapConcurrently } from '../../datasets/concurrently';
import { checkImage } from '../../datasets/imageCheck';
import type { JobContext } from '../../jobs/context';
import type { FaceOfImage } from '../../project/faces/faceRepository';
import type { ImportedFace } from '../../project/faces/importRepository';
import type { Project } from '../../project/project';
import { photoChanged } from '../changedPhoto';
import type { LookedAt, OutcomeFace } from '../pipeline/photoOutcome';
import { numbersByHead } from '../predictedWord';
import { matchedFaces, type MatchedFace } from './matchedFaces';
import { isSame, photosInProject, type PhotoInSource } from './photoInProject';

const readsAtATime = 8;

/** A photo with the faces of it that are to be added. */
export interface PhotoToAdd extends LookedAt {
  readonly file: string;
  readonly name: string;
}

/** What predictions come from. */
export interface AddedFrom {
  /** What the import is called, and where faces are said to come from. */
  readonly name: string;
  readonly runId: number;
  readonly run: string;
  readonly globalStep: number;
  readonly heads: readonly NamedHeadForm[];
  /** In how many photos it is. */
  readonly total: number;
  /** Some photos at a time, with all their faces: each is a transaction, short, so that nobody waits. */
  readonly photos: AsyncIterable<readonly PhotoToAdd[]>;
  /** Where the photo's own file is in the project's terms; null where it lies in none of the project's sources. */
  readonly placeOf: (photo: PhotoToAdd) => PhotoInSource | null;
  /** The photo's source, made where there is none. */
  readonly bringIn: (photo: PhotoToAdd) => Promise<PhotoInSource>;
  /** Told of the import before the first face of it is there. */
  readonly begun: (importId: number) => void;
}

export interface AddOptions {
  readonly split: string;
  readonly who: string;
  readonly context: JobContext;
}

interface PlacedPhoto {
  readonly photo: PhotoToAdd;
  readonly source: PhotoInSource;
  /** Whether the project has it under another name. */
  readonly isElsewhere: boolean;
}

type Placed = MatchedFace<OutcomeFace> & PlacedPhoto;

/**
 * Takes photos into the project as faces without labels, each framed as it was found, and what was predicted on them
 * as the run's predictions: suggestions to review. A photo is known by its bytes, wherever it lies: a face of it that is
 * in the project already keeps its labels, and only what the run says of it is new. All of it is one import, which can be
 * taken back.
 *
 * Photos that are gone or have changed since are left out and listed. Cancelled, it keeps what it has added.
 */
export async function addPredicted(
  project: Project,
  from: AddedFrom,
  { split, who, context }: AddOptions,
): Promise<AddedPredictions> {
  const problems: Problem[] = [];
  let [added, known, elsewhere, done] = [0, 0, 0, 0];
  /** Of the photos until now: a copy of one is no other photo. */
  const seen = new Set<string>();
  let importId: number | null = null;
  for await (const photos of from.photos) {
    if (context.signal.aborted) break;
    const firsts: PhotoToAdd[] = [];
    for (const photo of await unchangedPhotos(photos, problems)) {
      if (seen.has(photo.contentHash)) {
        known += photo.faces.length;
        elsewhere += 1;
      } else firsts.push(photo);
      seen.add(photo.contentHash);
    }
    const places = await placesOf(project, from, firsts, problems);
    elsewhere += places.filter(({ isElsewhere }) => isElsewhere).length;
    const placed = placedFaces(project, places);
    const fresh = placed.filter((face) => face.known === null || face.known.withdrawn);
    known += placed.length - fresh.length;
    if (fresh.length > 0) {
      if (importId === null) {
        importId = project.imports.begin(`${from.name} (${from.run})`, who);
        from.begun(importId);
      }
      project.faces.upsertImported(
        fresh.map((face) => importedFace(project, from, face, split)),
        importId,
      );
      added += fresh.length;
    }
    recordPredictions(project, from, placed);
    done += photos.length;
    context.progress({ phase: 'adding faces', done, total: from.total });
  }
  if (importId !== null) {
    project.imports.finish(importId);
    project.journal.recordImport(importId, who);
  }
  return { added, known, elsewhere, split, problems };
}

/** The photos whose files are those that were predicted on; the others are among the problems. */
async function unchangedPhotos(photos: readonly PhotoToAdd[], problems: Problem[]): Promise<PhotoToAdd[]> {
  const unchanged = await mapConcurrently(photos, readsAtATime, (photo) =>
    orProblem(photo, problems, async () => {
      const { contentHash } = await checkImage(photo.file);
      if (contentHash === photo.contentHash) return photo;
      problems.push(photoChanged(photo.name));
      return null;
    }),
  );
  return unchanged.filter((photo) => photo !== null);
}

/** Where each photo is in the project's terms; one that cannot be brought there is among the problems. */
async function placesOf(
  project: Project,
  from: AddedFrom,
  photos: readonly PhotoToAdd[],
  problems: Problem[],
): Promise<PlacedPhoto[]> {
  const inProject = photosInProject(project, photos);
  const places = await mapConcurrently(photos, readsAtATime, (photo) =>
    orProblem(photo, problems, async (): Promise<PlacedPhoto> => {
      const own = from.placeOf(photo);
      const known = inProject(photo.contentHash, own);
      const isElsewhere = known !== null && (own === null || !isSame(known, own));
      return { photo, source: known ?? (await from.bringIn(photo)), isElsewhere };
    }),
  );
  return places.filter((place) => place !== null);
}

/** Answers null for a photo that something is wrong with, which is told. */
async function orProblem<Value>(
  { name }: PhotoToAdd,
  problems: Problem[],
  work: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await work();
  } catch (thrown) {
    const { code, message } = failureOf(thrown);
    // A full disk is no fault of this one photo.
    if (code === 'disk-full' || code === 'internal') throw thrown;
    problems.push({ file: name, code, reason: message });
    return null;
  }
}

function placedFaces(project: Project, places: readonly PlacedPhoto[]): Placed[] {
  const facesOf = facesBySource(project, places);
  return places.flatMap((place) =>
    matchedFaces(place.photo.faces, facesOf(place.source)).map((face) => ({ ...face, ...place })),
  );
}

function facesBySource(
  project: Project,
  places: readonly PlacedPhoto[],
): (source: PhotoInSource) => readonly FaceOfImage[] {
  const pathsOf = new Map<number, string[]>();
  for (const { source } of places) pathsOf.set(source.id, [...(pathsOf.get(source.id) ?? []), source.path]);
  const bySource = new Map(
    [...pathsOf].map(([sourceId, paths]) => [sourceId, project.faces.ofImages(sourceId, paths)] as const),
  );
  return ({ id, path }) => bySource.get(id)?.get(path) ?? [];
}

function importedFace(
  { template }: Project,
  from: AddedFrom,
  { predicted: { found }, photo, source, indexInImage }: Placed,
  split: string,
): ImportedFace {
  const { widthPx, heightPx } = photo.image;
  return {
    sourceId: source.id,
    imagePath: source.path,
    indexInImage,
    imageWidthPx: widthPx,
    imageHeightPx: heightPx,
    contentHash: photo.contentHash,
    split,
    box: found
      ? { ...found.box, drawnBy: 'detector', score: found.score }
      : { x: 0, y: 0, width: widthPx, height: heightPx, drawnBy: 'image' },
    landmarks: template.scheme.points.map(() => notLabelled),
    attributes: {},
    origin: { file: from.name, line: null },
  };
}

function recordPredictions(project: Project, from: AddedFrom, placed: readonly Placed[]): void {
  const facesOf = facesBySource(project, placed);
  const rows = placed.flatMap(({ predicted, source, indexInImage }) => {
    const face = facesOf(source).find((candidate) => candidate.indexInImage === indexInImage);
    return face ? [{ id: face.id, outputs: predicted.outputs }] : [];
  });
  if (rows.length === 0) return;
  project.predictions.record(
    from.runId,
    from.globalStep,
    rows.map(({ id }) => id),
    outputsOf(
      project,
      from,
      rows.map(({ outputs }) => outputs),
    ),
  );
}

/** Kept numbers as the engine would have answered them; nothing is labelled, so that there are no errors. */
function outputsOf(
  project: Project,
  { runId, heads: forms }: AddedFrom,
  faces: readonly Float32Array[],
): FaceOutputs {
  const kinds = new Map(project.runs.get(runId).configuration.heads.map(({ name, kind }) => [name, kind]));
  const numbersOf = numbersByHead(forms);
  const none = new Float32Array(faces.length).fill(Number.NaN);
  const heads = forms.flatMap(({ head, form }): [string, HeadOutputs][] => {
    const kind = kinds.get(head);
    if (kind === undefined) return [];
    const width = headWidth(form);
    const values = new Float32Array(faces.length * width);
    faces.forEach((outputs, row) => values.set(numbersOf(outputs)(head), row * width));
    return [[head, { kind, width, values, losses: none, errors: none }]];
  });
  return { count: faces.length, heads: Object.fromEntries(heads) };
}
