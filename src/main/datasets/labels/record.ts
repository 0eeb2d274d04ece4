import type { Problem } from '@shared/contract/jobs';
import type { LabelMapping } from '@shared/contract/labels';
import type { BoxOrigin, Landmark } from '@shared/domain/face';
import type { LabelOrigin } from '@shared/domain/faceRecord';

/** An attribute's value in the file's own words; a list for tags. */
export type AttributeText = string | number | boolean | readonly string[];

export interface LabelledBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Only where the format says so. */
  readonly drawnBy?: BoxOrigin;
  readonly score?: number;
}

/** One face as a label file has it, before its names mean anything in a project. */
export interface LabelledFace {
  /** The image as the file names it: a path, an address, or a name without its ending. */
  readonly image: string;
  /** The size that the labels were made for; null where the file says none. */
  readonly size: { readonly widthPx: number; readonly heightPx: number } | null;
  /** Pixels as the project counts them, or shares (0…1) of the image's width and height. */
  readonly unit: 'pixels' | 'share';
  /** By the file's own names; a point that is not labelled is not there. */
  readonly points: ReadonlyMap<string, Landmark>;
  readonly box: LabelledBox | null;
  readonly attributes: ReadonlyMap<string, AttributeText>;
  /** Where the file's numbers have a decimal comma, also those among its attributes' texts. */
  readonly decimalComma?: boolean;
  /** What the file calls a thing of this kind, by its category, class or box's label; absent where it has no word for it. */
  readonly kind?: string | null;
  readonly split: string | null;
  readonly origin: LabelOrigin;
}

/** What a reader finds in one file. Nothing that stands in a file makes it throw but a file that is none of its own. */
export interface ParsedLabels {
  readonly faces: readonly LabelledFace[];
  /** Records that were left out, and why; `read` counts them as well. */
  readonly problems: readonly Problem[];
  /** Records, good or bad. */
  readonly read: number;
  /** Records that hold nothing but a model's predictions, and were left out for it. */
  readonly predicted?: number;
  /** Of a CSV. */
  readonly table?: ParsedTable;
}

export interface ParsedTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly { readonly name: string; readonly role: string | null }[];
}

/** What a reader knows of a file besides its text. */
export interface LabelFileContext {
  /** Relative to what is imported, with forward slashes: as problems name it. */
  readonly name: string;
  /** A person's word on names; readers of tables need it for their columns. */
  readonly mapping: LabelMapping;
  /** Whether a model's predictions count where nobody has labelled. */
  readonly predictions: boolean;
}

/** Collects what a reader finds. */
export class Findings implements ParsedLabels {
  readonly faces: LabelledFace[] = [];
  readonly problems: Problem[] = [];
  read = 0;
  predicted = 0;

  constructor(private readonly file: string) {}

  add(face: LabelledFace): void {
    this.read += 1;
    this.faces.push(face);
  }

  /** A face of points alone, in pixels. */
  addPoints(face: Pick<LabelledFace, 'image' | 'points' | 'split' | 'origin'>): void {
    this.add({ ...face, size: null, unit: 'pixels', box: null, attributes: new Map() });
  }

  /** A record that is left out. */
  skip(code: string, reason: string, line?: number): void {
    this.read += 1;
    this.note(code, reason, line);
  }

  /** Something to know that costs no record. */
  note(code: string, reason: string, line?: number): void {
    this.problems.push({
      file: this.file,
      ...(line === undefined ? {} : { line }),
      code,
      reason: oneLine(reason),
    });
  }
}

/** What a file says, in a reason for people: whatever it is, the reason stays short. */
export function quoted(text: string): string {
  return `“${text.length > 100 ? `${text.slice(0, 100)}…` : text}”`;
}

const reasonCharacters = 1_000;

/** Whatever names it tells, a reason stays a line, and one that can be read. */
export function oneLine(reason: string): string {
  const line = reason.replace(/\s+/g, ' ');
  return line.length > reasonCharacters ? `${line.slice(0, reasonCharacters)}…` : line;
}
