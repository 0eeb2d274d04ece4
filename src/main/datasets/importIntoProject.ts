import { join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { ImportFormat, ReadLabelsWish } from '@shared/contract/labels';
import type { ImportReport } from '@shared/contract/reports';
import { fail } from '@shared/result';
import type { RunningJob } from '../jobs/jobRunner';
import type { Project } from '../project/project';
import { personName } from '../runtime/person';
import type { DatasetReport, FaceSink } from './faceSink';
import { TemplateFit } from './templateFit';
import { formatOf, type MappingWords } from './formatOf';
import { importMtfl } from './mtfl/import';
import { importPhotos } from './photos/import';
import { filesNotRead } from './photos/filesNotRead';

/** How label files are to be read, besides where they are. */
export type ImportWish = Omit<ReadLabelsWish, 'path'>;

/**
 * Imports a data set, or photos without labels, under a record of its own, so that every label can say where it came
 * from and the import can be undone. There is no record of an import that failed before it came to the first face;
 * one that was broken off later stays as far as it came, and can be undone as well.
 */
export async function importIntoProject(
  project: Project,
  path: string,
  job: RunningJob,
  wish: ImportWish = {},
): Promise<ImportReport> {
  const format = wish.format ?? (await formatOf(path, mappingWords(project, wish)));
  checkTakesMapping(format, path, wish);
  let importId: number | null = null;
  const openRecord = (): number => (importId ??= project.imports.begin(resolve(path), personName()));
  let beside = 0;
  const sinkFor = (fit?: TemplateFit): FaceSink => ({
    addSource: (source) => project.sources.add(source),
    add: (batch) => {
      const faces = fit ? batch.map((face) => fit.fit(face)) : batch;
      const counts = project.faces.upsertImported(faces, openRecord());
      beside += counts.beside;
      return counts;
    },
  });
  try {
    const report = await importFormat(project, path, job, wish, format, sinkFor);
    project.imports.finish(openRecord());
    const problems = [...besideOthers(beside, path), ...report.problems];
    return { ...report, problems, format, importId: openRecord() };
  } finally {
    if (importId !== null) project.journal.recordImport(importId, personName());
  }
}

/** Whoever imports labels of faces that are there wants to know where they are taken for others. */
function besideOthers(count: number, path: string): Problem[] {
  if (count === 0) return [];
  const faces = count === 1 ? '1 face is' : `${count.toLocaleString('en')} faces are`;
  const reason = `${faces} new in photos that had faces already, and in no place where one of those is. If they should be the same, undo this import`;
  return [{ file: path, code: 'faces-beside-others', reason }];
}

/** A person's word on names, by which a table may be known for one of faces. */
export function mappingWords(project: Project, { mapping: said }: ImportWish): MappingWords {
  return { said, remembered: project.settings.labelMapping('csv') };
}

/** Fails with `mapping-unusable` where there are no names to say anything of. */
function checkTakesMapping(format: ImportFormat, path: string, { mapping = {} }: ImportWish): void {
  const [name] = Object.keys(mapping);
  if (name === undefined || (format !== 'photos' && format !== 'mtfl')) return;
  const what =
    format === 'photos'
      ? 'is read as photos without labels, which have no names: there is no table in it, nor labels of another tool'
      : 'is read as MTFL, whose labels have no names but their places';
  fail(
    'mapping-unusable',
    `What names mean (“${name}”) cannot be used: ${resolve(path)} ${what}. Name the label file, or leave the mapping out.`,
  );
}

async function importFormat(
  project: Project,
  path: string,
  job: RunningJob,
  wish: ImportWish,
  format: ImportFormat,
  sinkFor: (fit?: TemplateFit) => FaceSink,
): Promise<DatasetReport> {
  if (format !== 'mtfl' && format !== 'photos') {
    const { importLabelFiles } = await import('./labels/importLabelFiles');
    return importLabelFiles(project, { ...wish, path, format }, sinkFor(), job);
  }
  const fit = new TemplateFit(format, project.template);
  const sink = sinkFor(fit);
  const report =
    format === 'photos'
      ? await importPhotos(path, sink, job, project.folder)
      : await importMtfl(path, sink, job, {
          archivesFolder: join(project.folder, 'sources'),
          ...(wish.images === undefined ? {} : { imagesFolder: wish.images }),
        });
  // Who names the format knows that label files are passed over.
  const isGuessed = format === 'photos' && wish.format === undefined;
  const notRead = isGuessed ? await filesNotRead(resolve(path), project.settings.labelMapping('csv')) : [];
  return { ...report, problems: [...fit.problems(path), ...notRead, ...report.problems] };
}
