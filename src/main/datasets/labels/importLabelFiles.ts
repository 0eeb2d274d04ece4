import { join, resolve } from 'node:path';
import type { LabelFormat, LabelMapping, ReadLabelsWish } from '@shared/contract/labels';
import type { JobContext } from '../../jobs/context';
import type { Project } from '../../project/project';
import type { DatasetReport, FaceSink } from '../faceSink';
import { checkNamesColumns } from './csv/namedColumns';
import { checkNamesImages } from './csv/read';
import { importLabels } from './importLabels';
import { locateLabels, type LocatedLabels } from './locate';
import { checkMapping, knownMapping } from './mapping';
import { readDataset, type LabelDataset } from './readDataset';

export interface OpenedLabels {
  readonly dataset: LabelDataset;
  readonly located: LocatedLabels;
  /** What was remembered for the format, and over it what was said now. */
  readonly mapping: LabelMapping;
}

type Wish = ReadLabelsWish & { readonly format: LabelFormat };

/**
 * Reads label files for a project. Fails with `mapping-unknown` and `column-unknown`, and as `locateLabels` and
 * `readDataset` do.
 */
export async function openLabels(project: Project, wish: Wish, context: JobContext): Promise<OpenedLabels> {
  const [said, isTable] = [wish.mapping ?? {}, wish.format === 'csv'];
  checkMapping(said, project.template, isTable);
  const remembered = project.settings.labelMapping(wish.format);
  // What is labelled may have changed since: a word that means nothing any more must not spoil what has a meaning.
  const mapping = { ...knownMapping(remembered, project.template, isTable), ...said };
  const located = await locateLabels(wish.path, wish.format, join(project.folder, 'sources'), context);
  const reading = { mapping, predictions: wish.predictions ?? false };
  const dataset = await readDataset(located.tree, wish.format, reading, context);
  if (isTable) checkNamesColumns(said, dataset.tables);
  return { dataset, located, mapping };
}

/**
 * Imports label files of another tool than MTFL's, and remembers what a person said of their names. Fails with
 * `csv-no-image`, and as `openLabels` does.
 */
export async function importLabelFiles(
  project: Project,
  wish: Wish,
  sink: FaceSink,
  context: JobContext,
): Promise<DatasetReport> {
  const { dataset, located, mapping } = await openLabels(project, wish, context);
  checkNamesImages(dataset.tables);
  const report = await importLabels(dataset, sink, context, {
    imagesFolder: resolve(wish.images ?? located.imagesFolder),
    kind: wish.images === undefined ? located.kind : 'folder',
    origin: located.origin,
    template: project.template,
    mapping,
    sides: wish.sides ?? 'keep',
    split: wish.split,
    passedOver: project.folder,
  });
  project.settings.rememberLabelMapping(wish.format, wish.mapping ?? {});
  return { ...report, problems: [...located.problems, ...report.problems] };
}
