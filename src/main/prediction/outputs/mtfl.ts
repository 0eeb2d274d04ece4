import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import { mtflTemplate } from '@shared/domain/template';
import { attributeCodes, pixelOffset } from '../../datasets/mtfl/format';
import type { NamedHeadForm } from '../headForms';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';
import { outputFileNames } from './fileNames';
import { OutputFile } from './outputFile';
import type { OutputContext, OutputWriter } from './outputWriter';

const pointIds = mtflTemplate.scheme.points.map((point) => point.id);

/**
 * MTFL's label rows (see `datasets/mtfl/format`): path, the five points' x, their y, and the codes of gender,
 * smile, glasses and pose; 1-based pixels. A model that lacks one of them gets no file but a problem, and so
 * does a path with white space, which separates the fields.
 */
export async function openMtfl({ folder, forms }: OutputContext): Promise<OutputWriter | Problem> {
  const path = join(folder, outputFileNames.mtfl);
  const missing = missingParts(forms);
  if (missing.length > 0) {
    const reason = `MTFL needs five points and four attributes; this model has no head for ${missing.join(', ')}.`;
    return { file: path, code: 'format-needs-head', reason: `Not written: ${reason}` };
  }
  const file = await OutputFile.create(path);
  const problems: Problem[] = [];
  return {
    problems,
    async write(photos) {
      for (const photo of photos) {
        if (/\s/.test(photo.name)) problems.push(whiteSpaceProblem(photo, path));
        else for (const face of photo.faces) await file.write(row(photo, face, forms));
      }
    },
    finish: () => file.finish(),
    discard: () => file.discard(),
  };
}

function missingParts(forms: readonly NamedHeadForm[]): string[] {
  const points = new Set(forms.flatMap(({ form }) => (form.kind === 'points' ? form.pointIds : [])));
  const attributes = new Set(forms.map((named) => (named.form.kind === 'classes' ? named.attribute : null)));
  return [
    ...pointIds.filter((id) => !points.has(id)),
    ...attributeCodes.map(({ attribute }) => attribute).filter((attribute) => !attributes.has(attribute)),
  ];
}

function whiteSpaceProblem({ file }: PredictedPhoto, path: string): Problem {
  return {
    file,
    code: 'format-path-white-space',
    reason: `Left out of ${path}: MTFL separates fields by spaces, and the photo's path contains one.`,
  };
}

function row(photo: PredictedPhoto, face: PredictedFace, forms: readonly NamedHeadForm[]): string {
  const points = pointIds.map((id) => face.points.get(id)!);
  const coordinates = [...points.map(({ x }) => x), ...points.map(({ y }) => y)];
  const codes = attributeCodes.map(({ attribute, values }) => {
    const head = forms.find((named) => named.attribute === attribute && named.form.kind === 'classes')!.head;
    const value = face.values.get(head)!;
    return value.kind === 'class' ? values.indexOf(value.value) + 1 : 0;
  });
  const numbers = coordinates.map((value) => (value + pixelOffset).toFixed(6));
  return `${[photo.name, ...numbers, ...codes].join(' ')}\r\n`;
}
