import { join } from 'node:path';
import type { Region } from '../../images/region';
import type { NamedHeadForm } from '../headForms';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';
import { outputFileNames } from './fileNames';
import { OutputFile } from './outputFile';
import type { OutputContext, OutputWriter } from './outputWriter';

type Cell = string | number;

/**
 * Comma-separated values (RFC 4180) with a header and a row a face: the image, the region shown to the network, where
 * faces were looked for the box that was found and its score, x and y of each point in pixels of the photo, and each
 * head's likeliest value and probabilities.
 */
export async function openCsv({ folder, forms, finder }: OutputContext): Promise<OutputWriter> {
  const file = await OutputFile.create(join(folder, outputFileNames.csv));
  const isFound = finder !== null;
  await file.write(line(header(forms, isFound)));
  return {
    problems: [],
    async write(photos) {
      for (const photo of photos) {
        for (const face of photo.faces) await file.write(line(cells(photo, face, { forms, isFound })));
      }
    },
    finish: () => file.finish(),
    discard: () => file.discard(),
  };
}

function header(forms: readonly NamedHeadForm[], isFound: boolean): string[] {
  const fixed = ['image', 'image_width', 'image_height', 'face'];
  const region = ['region_x', 'region_y', 'region_width', 'region_height'];
  const found = isFound ? ['box_x', 'box_y', 'box_width', 'box_height', 'score'] : [];
  return [...fixed, ...region, ...found, ...forms.flatMap(columnNames)];
}

function columnNames({ head, form }: NamedHeadForm): string[] {
  switch (form.kind) {
    case 'points':
      return form.pointIds.flatMap((id) => [`${id}_x`, `${id}_y`]);
    case 'numbers':
      return form.names.map((name) => (name === head ? head : `${head}_${name}`));
    case 'classes':
    case 'tags':
      return [head, ...form.values.map((value) => `${head}_${value.id}`)];
  }
}

function cells(
  photo: PredictedPhoto,
  face: PredictedFace,
  { forms, isFound }: { readonly forms: readonly NamedHeadForm[]; readonly isFound: boolean },
): Cell[] {
  const { widthPx, heightPx } = photo.image;
  const predicted = forms.flatMap((named) => headCells(named, face));
  return [
    photo.name,
    widthPx,
    heightPx,
    face.indexInPhoto,
    ...sides(face.region),
    ...(isFound ? foundCells(face) : []),
    ...predicted,
  ];
}

function foundCells({ found }: PredictedFace): Cell[] {
  return found === null ? ['', '', '', '', ''] : [...sides(found.box), rounded(found.score, 6)];
}

function sides({ x, y, width, height }: Region): number[] {
  return [x, y, width, height].map((value) => rounded(value, 3));
}

function headCells({ head, form }: NamedHeadForm, face: PredictedFace): Cell[] {
  if (form.kind === 'points') {
    return form.pointIds.flatMap((id) => {
      const point = face.points.get(id)!;
      return [rounded(point.x, 3), rounded(point.y, 3)];
    });
  }
  const value = face.values.get(head)!;
  if (value.kind === 'numbers') return Object.values(value.numbers).map((number) => rounded(number, 6));
  const probabilities = Object.values(value.probabilities).map((probability) => rounded(probability, 6));
  return [value.kind === 'class' ? value.value : value.values.join(' '), ...probabilities];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function line(row: readonly Cell[]): string {
  return `${row.map((value) => (typeof value === 'number' ? String(value) : textCell(value))).join(',')}\r\n`;
}

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, which the spreadsheet shows
 * as text: a file's name must not become a command (OWASP, "CSV injection").
 */
function textCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
