import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { ExportLabelsWish } from '@shared/contract/labels';
import type { ExportReport } from '@shared/contract/reports';
import type { Landmark } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { pointIndex } from '@shared/domain/landmarkScheme';
import { mtflTemplate } from '@shared/domain/template';
import type { JobContext } from '../../jobs/context';
import type { Project } from '../../project/project';
import { failWriting } from '../archive/fileFailures';
import { copyImages } from '../labels/copyImages';
import { refuseSource } from '../refuseSource';
import { attributeCodes, labelFiles } from './format';
import { formatRow, labelFileText } from './row';

/** What of an export's wishes MTFL's files know. */
export type MtflWish = Pick<ExportLabelsWish, 'images' | 'split' | 'layout'>;

/**
 * Writes a project's labels as MTFL's label files into `folder`: byte for byte as the published ones are laid out, or
 * plainly (a line a row, every decimal); with the images where they are wished for. A face that the format cannot
 * hold is listed as a problem and left out.
 *
 * Fails with `output-is-source` for a folder that labels were imported from, whose own files would be lost, and
 * with `disk-full`, `folder-unwritable` and `name-too-long`. Cancelled between two files by an AbortError.
 */
export async function exportMtfl(
  project: Project,
  folder: string,
  context: JobContext,
  { images = false, split: only, layout = 'published' }: MtflWish = {},
): Promise<ExportReport> {
  await refuseSource(project, folder);
  const isWished = (split: string): boolean => only === undefined || split === only;
  const files: string[] = [];
  const problems: Problem[] = [];
  // Points are known by their ids: the project may label others too, or in another order.
  const indexOf = pointIndex(project.template.scheme);
  const places = mtflTemplate.scheme.points.map(({ id }) => indexOf.get(id) ?? -1);
  let faces = 0;
  for (const { name, split, separator } of labelFiles.filter(({ split }) => isWished(split))) {
    context.signal.throwIfAborted();
    const rows: string[] = [];
    const written: FaceRecord[] = [];
    for (const face of project.faces.list({ splits: [split] })) {
      const landmarks = places.map((place) => face.landmarks[place]);
      const reason = unfit(face, landmarks);
      if (reason === null) {
        const row = { ...face, landmarks: landmarks as Landmark[], attributes: valueIds(face) };
        rows.push(formatRow(row, separator, layout));
        written.push(face);
      } else problems.push(notInFormat(face, reason));
    }
    if (rows.length === 0) continue;
    const file = resolve(folder, name);
    if (images) problems.push(...(await copyImages(project, written, folder, context)));
    await writeWhole(file, labelFileText(rows, layout));
    files.push(file);
    faces += rows.length;
    context.progress({ phase: 'writing labels', done: faces });
  }
  const written = new Set(labelFiles.map(({ split }) => split));
  const others = Object.keys(project.faces.splits()).filter(
    (split) => isWished(split) && !written.has(split),
  );
  for (const split of others) {
    const reason = `MTFL has no file for the split “${split}”`;
    problems.push(...project.faces.list({ splits: [split] }).map((face) => notInFormat(face, reason)));
  }
  return { files, faces, problems };
}

function notInFormat(face: FaceRecord, reason: string): Problem {
  return { file: face.imagePath, code: 'not-in-format', reason };
}

/** Why MTFL's row cannot hold the face; null when it can. */
function unfit(face: FaceRecord, landmarks: readonly (Landmark | undefined)[]): string | null {
  const absent = mtflTemplate.scheme.points.find((_, index) => landmarks[index] === undefined);
  if (absent) return `MTFL has the point ${absent.id}, which the project does not label`;
  if (landmarks.some((point) => point!.visibility === 0)) return 'a point is not labelled';
  const labels = valueIds(face);
  const missing = attributeCodes.find(({ attribute, values }) => !values.includes(labels[attribute] ?? ''));
  return missing ? `${missing.attribute} is not labelled` : null;
}

function valueIds(face: FaceRecord): Record<string, string> {
  const labels = Object.entries(face.attributes).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(labels);
}

/** Under another name first: a label file is there whole, or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    failWriting(thrown, file);
  }
}
