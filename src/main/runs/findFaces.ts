import { join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { FindReport } from '@shared/contract/reports';
import { notLabelled } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { fail, type Result } from '@shared/result';
import { engineFinder } from '../finding/engineFinder';
import type { FaceFinder, FoundFace } from '../finding/foundFace';
import { faceBox } from '../finding/framing';
import { finderInput } from '../finding/settings';
import type { CropReader } from '../images/cropReader';
import { lookAtAll } from '../images/lookAtAll';
import type { PhotoLook } from '../images/photoLook';
import type { ViewedPhoto } from '../images/photoViews';
import type { ImportedFace } from '../project/faces/importRepository';
import type { Project } from '../project/project';
import { personName } from '../runtime/person';
import type { RunServices } from './services';

/** Photos of one message to the engine, and of one transaction. */
const photosAtOnce = 16;

interface Seen {
  readonly record: FaceRecord;
  readonly faces: readonly FoundFace[];
}

/**
 * Looks for the faces of photos in which nobody has said where they are. A photo's first face gets the box of the best
 * one found, the others become faces of the project; all of it is one import, which can be undone. A photo without a
 * face stays as it is, one that cannot be read is listed. Stopped between two batches, it keeps what it has found.
 *
 * Fails with `source-unknown`, and as the engine fails.
 */
export async function findFaces(
  { project, engines, reader, job }: Pick<RunServices, 'project' | 'engines' | 'reader' | 'job'>,
  sourceFolder?: string,
): Promise<FindReport> {
  const startedMs = performance.now();
  const ids = project.faces.unfound(sourceFolder === undefined ? null : sourceOf(project, sourceFolder));
  const finder = engineFinder((request) => engines.request(request, job));
  const search = new PhotoSearch(project, finder, reader);
  const counts = { photos: 0, faces: 0 };
  const withoutFace: string[] = [];
  let importId: number | null = null;
  const openImport = (): number =>
    (importId ??= project.imports.begin(`Find faces (${finder.name})`, personName()));
  try {
    // While the engine looks at one batch, the next is read.
    let next = search.read(ids.slice(0, photosAtOnce));
    for (let start = 0; start < ids.length && !job.signal.aborted; start += photosAtOnce) {
      const batch = await next;
      next = search.read(ids.slice(start + photosAtOnce, start + 2 * photosAtOnce));
      // Should the engine fail meanwhile, nobody waits for it any more.
      next.catch(() => undefined);
      const seen = await search.look(batch);
      const found = seen.filter(({ faces }) => faces.length > 0);
      withoutFace.push(
        ...seen.filter(({ faces }) => faces.length === 0).map(({ record }) => record.imagePath),
      );
      if (found.length > 0)
        project.faces.upsertImported(importedFaces(project, found, finder.name), openImport());
      counts.photos += seen.length;
      counts.faces += found.reduce((sum, { faces }) => sum + faces.length, 0);
      job.progress({
        phase: 'finding faces',
        done: Math.min(ids.length, start + photosAtOnce),
        total: ids.length,
      });
    }
    if (importId !== null) project.imports.finish(importId);
  } finally {
    if (importId !== null) project.journal.recordImport(importId, personName());
  }
  return {
    finder: finder.name,
    ...counts,
    withoutFace,
    duplicates: search.duplicates,
    importId,
    seconds: (performance.now() - startedMs) / 1000,
    problems: search.problems,
  };
}

interface ReadPhoto {
  readonly record: FaceRecord;
  /** Null where photos of the same bytes were looked at before. */
  readonly photo: ViewedPhoto | null;
}

/** Reads photos and looks at them, at those of the same bytes once. */
class PhotoSearch {
  readonly problems: Problem[] = [];
  duplicates = 0;
  private readonly wanted = new Set<string>();
  private readonly foundBefore = new Map<string, readonly FoundFace[]>();

  constructor(
    private readonly project: Project,
    private readonly finder: FaceFinder,
    private readonly reader: CropReader,
  ) {}

  async read(faceIds: readonly number[]): Promise<ReadPhoto[]> {
    const photos = await this.readAll(this.project.faces.getAll(faceIds));
    return photos.toSorted((first, second) => first.record.id - second.record.id);
  }

  async look(photos: readonly ReadPhoto[]): Promise<Seen[]> {
    const fresh = photos.flatMap(({ record, photo }) => (photo === null ? [] : [{ record, photo }]));
    if (fresh.length > 0) {
      const found = await this.finder.find(fresh.map(({ photo }) => photo));
      fresh.forEach(({ record }, index) => this.foundBefore.set(record.contentHash, found[index]!));
    }
    return photos.flatMap(({ record }) => {
      const faces = this.foundBefore.get(record.contentHash);
      return faces ? [{ record, faces }] : [];
    });
  }

  private async readAll(records: readonly FaceRecord[]): Promise<ReadPhoto[]> {
    const fresh = records.filter(({ contentHash }) => {
      const isFresh = !this.wanted.has(contentHash);
      this.wanted.add(contentHash);
      return isFresh;
    });
    const files = fresh.map((record) => this.fileOf(record));
    const looks = await lookAtAll(files, finderInput, this.reader);
    const read = fresh.flatMap((record, index) => this.checked(record, looks[index]!));
    const rest = records.filter((record) => !fresh.includes(record));
    const repeated = rest.filter(({ contentHash }) => this.wanted.has(contentHash));
    this.duplicates += repeated.length;
    // Where the first file of these bytes could not be read, another one may be.
    const others = rest.filter((record) => !repeated.includes(record));
    return [
      ...read,
      ...repeated.map((record) => ({ record, photo: null })),
      ...(others.length === 0 ? [] : await this.readAll(others)),
    ];
  }

  private checked(record: FaceRecord, look: Result<PhotoLook>): ReadPhoto[] {
    const photo = asImported(record, look);
    if ('ok' in photo) return [{ record, photo: photo.ok }];
    this.wanted.delete(record.contentHash);
    this.problems.push({ file: record.imagePath, code: photo.error.code, reason: photo.error.message });
    return [];
  }

  private fileOf({ sourceId, imagePath }: FaceRecord): string {
    return join(this.project.sources.get(sourceId).folder, imagePath);
  }
}

function asImported(record: FaceRecord, look: Result<PhotoLook>): Result<ViewedPhoto> {
  if ('error' in look) return look;
  const { image, viewed } = look.ok;
  if (image.widthPx === record.imageWidthPx && image.heightPx === record.imageHeightPx) return { ok: viewed };
  const message = 'Its file is another than the one that was imported; import the folder again.';
  return { error: { code: 'image-changed', message } };
}

function sourceOf(project: Project, folder: string): number {
  const source = project.sources
    .list()
    .find((known) => known.folder === resolve(folder) || known.origin === resolve(folder));
  if (source) return source.id;
  const known = project.sources.list().map((one) => one.folder);
  return fail(
    'source-unknown',
    `${folder} is no source of this project; it has ${known.join(', ') || 'none'}.`,
  );
}

function importedFaces(project: Project, seen: readonly Seen[], finder: string): ImportedFace[] {
  const labels = project.faces.originals(seen.map(({ record }) => record));
  return seen.flatMap(({ record, faces }, index) =>
    faces.map((face, indexInImage): ImportedFace => {
      const { sourceId, imagePath, imageWidthPx, imageHeightPx, contentHash } = record;
      const image = { sourceId, imagePath, imageWidthPx, imageHeightPx, contentHash };
      const origin = { file: finder, line: null };
      const box = faceBox(face);
      return indexInImage === 0
        ? { ...image, ...labels[index]!, box, indexInImage, origin }
        : {
            ...image,
            box,
            indexInImage,
            landmarks: project.template.scheme.points.map(() => notLabelled),
            attributes: {},
            split: record.split,
            origin,
          };
    }),
  );
}
