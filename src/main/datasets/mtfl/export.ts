import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { ExportReport } from '@shared/contract/reports';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { JobContext } from '../../jobs/context';
import type { Project } from '../../project/project';
import { attributeCodes, labelFiles, pointCount } from './format';
import { formatRow, labelFileText } from './row';

/**
 * Writes a project's labels as MTFL's label files, byte for byte as the published ones are laid out, into
 * `folder`; images are not copied. A face that the format cannot hold is listed as a problem and left out.
 */
export async function exportMtfl(
  project: Project,
  folder: string,
  context: JobContext,
): Promise<ExportReport> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const problems: Problem[] = [];
  let faces = 0;
  for (const { name, split, separator } of labelFiles) {
    context.signal.throwIfAborted();
    const rows: string[] = [];
    for (const face of project.faces.list({ splits: [split] })) {
      const reason = unfit(face);
      if (reason === null) rows.push(formatRow({ ...face, attributes: valueIds(face) }, separator));
      else problems.push({ file: face.imagePath, code: 'not-in-format', reason });
    }
    if (rows.length === 0) continue;
    const file = resolve(folder, name);
    await writeWhole(file, labelFileText(rows));
    files.push(file);
    faces += rows.length;
    context.progress({ phase: 'writing labels', done: faces });
  }
  return { files, faces, problems };
}

/** Why MTFL's row cannot hold the face; null when it can. */
function unfit(face: FaceRecord): string | null {
  if (face.landmarks.length !== pointCount)
    return `MTFL has ${pointCount} points, the face ${face.landmarks.length}`;
  if (face.landmarks.some((point) => point.visibility === 0)) return 'a point is not labelled';
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
  const temporary = join(`${file}.part`);
  await writeFile(temporary, text);
  await rename(temporary, file);
}
