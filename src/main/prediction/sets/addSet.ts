import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { AddedPredictions, PredictionFilter } from '@shared/contract/predictions';
import type { HeadOutputs, FaceOutputs } from '@shared/learning/results';
import { headWidth } from '@shared/learning/headForm';
import { failureOf } from '@shared/result';
import { mapConcurrently } from '../../datasets/concurrently';
import { checkImage } from '../../datasets/imageCheck';
import type { JobContext } from '../../jobs/context';
import type { ImportedFace } from '../../project/faces/importRepository';
import type { Project } from '../../project/project';
import { writingFailure } from '../outputs/diskFull';
import { numbersByHead } from '../predictedWord';
import type { PredictionIndex } from './predictionIndex';
import type { LookedAtPhoto, PredictionSet, SetFace, SetFacts } from './predictionSet';
import { keptUploadsFolder, pathBelow, sourceOfPhoto, type PhotoInSource } from './projectSource';

/** Faces of one transaction: short, so that whoever is labelling meanwhile does not wait. */
const facesAtOnce = 200;
const readsAtATime = 8;

export interface AddOptions {
  readonly split: string;
  readonly filter: PredictionFilter;
  readonly who: string;
  readonly context: JobContext;
}

/** A face of a set and where it is, or will be, in the project. */
interface Place {
  readonly face: SetFace;
  readonly photo: LookedAtPhoto;
  readonly source: PhotoInSource;
}

/**
 * Takes a set's photos into the project as faces without labels, each framed as the network saw it, and what was
 * predicted on them as the run's predictions: suggestions to review. A photo that is in the project already keeps
 * its labels, and only what the run says of it is new. All of it is one import, which can be taken back.
 *
 * Photos that are gone or have changed since are left out and listed. Cancelled, it keeps what it has added.
 */
export async function addSet(
  project: Project,
  set: PredictionSet,
  index: PredictionIndex,
  { split, filter, who, context }: AddOptions,
): Promise<AddedPredictions> {
  const facts = set.facts();
  const ids = index.select({ filter, sort: { by: 'photo', descending: false } });
  const problems: Problem[] = [];
  let [added, known] = [0, 0];
  const importInto = importOnce(project, set, facts, who);
  let importId: number | null = null;
  for (let start = 0; start < ids.length && !context.signal.aborted; start += facesAtOnce) {
    const faces = set.faces([...ids.subarray(start, start + facesAtOnce)]);
    const places = await placesOf(project, set, facts, faces, problems);
    const fresh = withoutKnown(project, places);
    known += places.length - fresh.length;
    if (fresh.length > 0) {
      project.faces.upsertImported(
        fresh.map((place) => importedFace(project, facts, place, split)),
        (importId = importInto()),
      );
      added += fresh.length;
    }
    recordPredictions(project, facts, places);
    context.progress({
      phase: 'adding faces',
      done: Math.min(ids.length, start + facesAtOnce),
      total: ids.length,
    });
  }
  if (importId !== null) {
    project.imports.finish(importId);
    project.journal.recordImport(importId, who);
  }
  return { added, known, split, problems };
}

/** The import's record is made by the first face, and the set knows of it before there is one. */
function importOnce(project: Project, set: PredictionSet, facts: SetFacts, who: string): () => number {
  let importId: number | null = null;
  return () => {
    if (importId === null) {
      importId = project.imports.begin(`${facts.name} (${facts.run})`, who);
      set.setImports([...facts.imports, importId]);
    }
    return importId;
  };
}

/** Where each face's photo is in the project's terms; a photo that cannot be taken is among the problems. */
async function placesOf(
  project: Project,
  set: PredictionSet,
  facts: SetFacts,
  faces: readonly SetFace[],
  problems: Problem[],
): Promise<Place[]> {
  const photos = new Map(
    set.photos([...new Set(faces.map(({ photo }) => photo))]).map((photo) => [photo.position, photo]),
  );
  const places = await mapConcurrently(faces, readsAtATime, async (face) => {
    const photo = photos.get(face.photo)!;
    try {
      const checked = await checkImage(photo.file);
      if (checked.contentHash === photo.contentHash) {
        const source = await broughtIn(project, set, facts, photo);
        return { face, photo, source };
      }
      problems.push({ file: photo.name, code: 'photo-changed', reason: photoChanged });
    } catch (thrown) {
      const { code, message } = failureOf(thrown);
      // A full disk is no fault of this one photo.
      if (code === 'disk-full' || code === 'internal') throw thrown;
      problems.push({ file: photo.name, code, reason: message });
    }
    return null;
  });
  return places.filter((place) => place !== null);
}

const photoChanged = 'its file is another than the one that was predicted on; predict on it again';

/** The photo's source, made where there is none. Photos from a browser are copied to where they stay. */
async function broughtIn(
  project: Project,
  set: PredictionSet,
  facts: SetFacts,
  photo: LookedAtPhoto,
): Promise<PhotoInSource> {
  if (facts.uploaded && pathBelow(set.folder, photo.file) !== null) {
    const folder = keptUploadsFolder(project, set);
    await copyWhole(photo.file, join(folder, photo.name));
    const source = project.sources.add({ kind: 'folder', folder });
    return { id: source.id, path: photo.name };
  }
  const known = sourceOfPhoto(project, set, facts, photo);
  if (known) return known;
  const home = facts.home ?? dirname(photo.file);
  const source = project.sources.add({ kind: 'folder', folder: home });
  return { id: source.id, path: photo.name };
}

async function copyWhole(from: string, to: string): Promise<void> {
  const temporary = `${to}.part`;
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, temporary, constants.COPYFILE_FICLONE);
    await rename(temporary, to);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw writingFailure(thrown, to);
  }
}

function withoutKnown(project: Project, places: readonly Place[]): Place[] {
  const known = knownFaces(project, places);
  return places.filter(({ face, source }) => {
    const there = known(source);
    return face.indexInPhoto > 0 || there === undefined || there.withdrawn;
  });
}

type KnownFace = { readonly id: number; readonly withdrawn: boolean };

function knownFaces(
  project: Project,
  places: readonly Place[],
): (source: PhotoInSource) => KnownFace | undefined {
  const pathsOf = new Map<number, string[]>();
  for (const { source } of places) pathsOf.set(source.id, [...(pathsOf.get(source.id) ?? []), source.path]);
  const bySource = new Map(
    [...pathsOf].map(([sourceId, paths]) => [sourceId, project.faces.idsByPath(sourceId, paths)] as const),
  );
  return ({ id, path }) => bySource.get(id)?.get(path);
}

function importedFace(
  { template }: Project,
  facts: SetFacts,
  { face, photo, source }: Place,
  split: string,
): ImportedFace {
  return {
    sourceId: source.id,
    imagePath: source.path,
    indexInImage: face.indexInPhoto,
    imageWidthPx: photo.widthPx,
    imageHeightPx: photo.heightPx,
    contentHash: photo.contentHash,
    split,
    // Until there is a finder of faces a photo is one, all of it.
    box: { x: 0, y: 0, width: photo.widthPx, height: photo.heightPx, drawnBy: 'image' },
    landmarks: template.scheme.points.map(() => ({ x: 0, y: 0, visibility: 0 })),
    attributes: {},
    origin: { file: facts.name, line: null },
  };
}

function recordPredictions(project: Project, facts: SetFacts, places: readonly Place[]): void {
  const idOf = knownFaces(project, places);
  const rows = places.flatMap(({ face, source }) => {
    const inProject = face.indexInPhoto === 0 ? idOf(source) : undefined;
    return inProject ? [{ id: inProject.id, outputs: face.outputs }] : [];
  });
  if (rows.length === 0) return;
  project.predictions.record(
    facts.runId,
    facts.globalStep ?? 0,
    rows.map(({ id }) => id),
    outputsOf(
      project,
      facts,
      rows.map(({ outputs }) => outputs),
    ),
  );
}

/** A set's numbers as the engine would have answered them; nothing is labelled, so that there are no errors. */
function outputsOf(project: Project, facts: SetFacts, faces: readonly Float32Array[]): FaceOutputs {
  const kinds = new Map(
    project.runs.get(facts.runId).configuration.heads.map(({ name, kind }) => [name, kind]),
  );
  const numbersOf = numbersByHead(facts.heads);
  const none = new Float32Array(faces.length).fill(Number.NaN);
  const heads = facts.heads.flatMap(({ head, form }): [string, HeadOutputs][] => {
    const kind = kinds.get(head);
    if (kind === undefined) return [];
    const width = headWidth(form);
    const values = new Float32Array(faces.length * width);
    faces.forEach((outputs, row) => values.set(numbersOf(outputs)(head), row * width));
    return [[head, { kind, width, values, losses: none, errors: none }]];
  });
  return { count: faces.length, heads: Object.fromEntries(heads) };
}
