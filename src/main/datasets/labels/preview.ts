import { resolve } from 'node:path';
import type { LabelFormat, LabelsPreview, ReadLabelsWish } from '@shared/contract/labels';
import type { JobContext } from '../../jobs/context';
import type { Project } from '../../project/project';
import { formatOf } from '../formatOf';
import { mappingWords } from '../importIntoProject';
import { namesImages } from './csv/read';
import { ImageFinder } from './imageFinder';
import { openLabels } from './importLabelFiles';
import { ResolvedMapping } from './mapping';
import type { LabelledFace, ParsedTable } from './record';
import { SidesCheck, swapSides } from './sides';

const shownRows = 5;
const shownProblems = 20;
/** Images that are looked for: whether the folder is right shows in a few. */
const imagesLookedFor = 20;

/** What an import would find and make of it, without a face being added. Fails as importing does. */
export async function previewLabels(
  project: Project,
  wish: ReadLabelsWish,
  context: JobContext,
): Promise<LabelsPreview> {
  const format = wish.format ?? (await formatOf(wish.path, mappingWords(project, wish)));
  if (format === 'mtfl' || format === 'photos') return { ...nothing, format };
  return previewOf(project, { ...wish, format }, context);
}

/** For what needs no mapping. */
const nothing = {
  faces: 0,
  header: [],
  rows: [],
  points: [],
  attributes: [],
  columns: [],
  missing: [],
  images: { found: 0, of: 0 },
  predicted: 0,
  swapped: null,
  problems: [],
} as const;

async function previewOf(
  project: Project,
  wish: ReadLabelsWish & { readonly format: LabelFormat },
  context: JobContext,
): Promise<LabelsPreview> {
  const { dataset, located, mapping } = await openLabels(project, wish, context);
  const { template } = project;
  const resolved = new ResolvedMapping(dataset.faces, template, mapping);
  const check = new SidesCheck(template.scheme);
  for (const face of dataset.faces) {
    const landmarks = resolved.landmarks(face);
    check.add(wish.sides === 'swap' ? swapSides(template.scheme, landmarks) : landmarks);
  }
  const { points, attributes, missing } = resolved;
  return {
    format: wish.format,
    faces: dataset.faces.length,
    ...(shownTable(dataset.tables) ?? tableOf(dataset.faces.slice(0, shownRows))),
    ...{ points, attributes, missing },
    images: await lookForImages(
      dataset.faces,
      new ImageFinder(resolve(wish.images ?? located.imagesFolder), project.folder, context),
    ),
    predicted: dataset.predicted,
    swapped: check.swapped,
    problems: [...located.problems, ...dataset.problems].slice(0, shownProblems),
  };
}

async function lookForImages(
  faces: readonly LabelledFace[],
  finder: ImageFinder,
): Promise<LabelsPreview['images']> {
  const names = [...new Set(faces.map(({ image }) => image))].slice(0, imagesLookedFor);
  let found = 0;
  for (const name of names) if ('path' in (await finder.find(name))) found += 1;
  return { found, of: names.length };
}

/** One that faces were read of, where there is such a one. */
function shownTable(tables: readonly ParsedTable[]): ParsedTable | undefined {
  return tables.find(namesImages) ?? tables[0];
}

/** The first faces of a format that is no table, as one. */
function tableOf(faces: readonly LabelledFace[]): Pick<LabelsPreview, 'header' | 'rows' | 'columns'> {
  const points = [...new Set(faces.flatMap((face) => [...face.points.keys()]))];
  const attributes = [...new Set(faces.flatMap((face) => [...face.attributes.keys()]))];
  const rows = faces.map((face) => [
    face.image,
    ...points.map((name) => {
      const point = face.points.get(name);
      return point ? `${rounded(point.x)}, ${rounded(point.y)}` : '';
    }),
    ...attributes.map((name) => String(face.attributes.get(name) ?? '')),
  ]);
  return { header: ['image', ...points, ...attributes], rows, columns: [] };
}

function rounded(value: number): string {
  return String(Number(value.toFixed(3)));
}
