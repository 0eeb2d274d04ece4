import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Landmark } from '@shared/domain/face';
import { fail } from '@shared/result';
import { splitNamed } from '../names';
import {
  Findings,
  quoted,
  type AttributeText,
  type LabelFileContext,
  type LabelledBox,
  type ParsedLabels,
} from '../record';
import { groupShapes, type Shape } from '../shapes';

export function isCvat(text: string): boolean {
  return (
    /<annotations[\s>]/.test(text.slice(0, 10_000)) &&
    /<(image|meta|version)[\s>]/.test(text.slice(0, 100_000))
  );
}

/**
 * CVAT for images 1.1 (docs.cvat.ai): skeletons and single points with their label's name, boxes, attributes; `outside`
 * is not labelled, `occluded` hidden; pixels from 0 at the image's corner. Shapes of one group are one face; a box that
 * is turned is told. Of a file that breaks off, what came before is read. Entities of a file's own are told and stay as
 * they are written: what they stand for may be another file, or gigabytes. Fails with `label-file-broken` where there is
 * no image.
 */
export function readCvat(text: string, { name }: LabelFileContext): ParsedLabels {
  const findings = new Findings(name);
  const reading = new Reading(findings, name);
  const parser = new SaxesParser();
  let images = 0;
  try {
    parser.on('error', (error) => {
      const entity = undefinedEntity(error, text, parser.position);
      if (entity === null) throw error;
      findings.note('entity-unknown', unknownEntity(entity), parser.line);
    });
    parser.on('opentag', (tag) => {
      if (tag.name === 'image') images += 1;
      reading.open(tag);
    });
    parser.on('text', (words) => reading.say(words));
    parser.on('closetag', (tag) => reading.close(tag.name));
    parser.write(text).close();
  } catch (thrown) {
    const { line, reason } = strayAmpersand(text, parser.position) ?? {
      line: parser.line,
      reason: thrown instanceof Error ? thrown.message.replace(/^\d+:\d+: |\.$/g, '') : String(thrown),
    };
    if (images === 0) {
      fail(
        'label-file-broken',
        `${name} is no XML of CVAT that can be read (line ${line}: ${reason}). Mend that line, or export the task again as “CVAT for images 1.1”.`,
      );
    }
    findings.note(
      'label-file-broken',
      `the file breaks off or makes no sense here (${reason}): what follows was not read. Mend that line, or export the task again`,
      line,
    );
  }
  if (images === 0)
    fail(
      'label-file-broken',
      `${name} has no image in it: it is no file of CVAT for images. Export the task as “CVAT for images 1.1”.`,
    );
  return findings;
}

/** The name of an entity that XML does not know by itself; null for every other error, at which reading ends. */
function undefinedEntity({ message }: Error, text: string, position: number): string | null {
  if (!message.endsWith('undefined entity.')) return null;
  const before = text.slice(Math.max(0, position - 200), position);
  return /&([^&;]*);?$/.exec(before)?.[1] ?? '';
}

function unknownEntity(entity: string): string {
  return `&${entity.slice(0, 100)}; is an entity that XML does not know by itself, and what a file defines (DTD) is not read, since it may name other files: it was left as it is written. Put its text in its place, an & as &amp;`;
}

/** What a parser trips over only much later: an & that is meant as itself takes all up to the next ; for an entity. */
function strayAmpersand(text: string, end: number): { line: number; reason: string } | null {
  const at = text.slice(0, end).search(/&(?!(?:#\d+|#x[\da-f]+|[\p{L}_:][\p{L}\p{N}_:.-]*);)/iu);
  if (at < 0) return null;
  const line = text.slice(0, at).split('\n').length;
  return { line, reason: 'an & begins no entity: write it as &amp;' };
}

type Texts = Readonly<Record<string, string>>;

interface OpenImage {
  readonly name: string;
  readonly size: { readonly widthPx: number; readonly heightPx: number } | null;
  readonly split: string | null;
  readonly shapes: Shape[];
  hasTurned: boolean;
}

/** What the tags that are open mean. */
class Reading {
  private image: OpenImage | null = null;
  private skeleton: { readonly group: string; readonly attributes: Map<string, AttributeText> } | null = null;
  /** The attributes of the innermost shape; null where it is none of a face. */
  private attributes: Map<string, AttributeText> | null = null;
  private attribute: { readonly name: string; text: string } | null = null;
  private skeletons = 0;
  private strokes = 0;

  constructor(
    private readonly findings: Findings,
    private readonly file: string,
  ) {}

  open({ name, attributes }: SaxesTagPlain): void {
    if (name === 'image') this.openImage(attributes);
    else if (this.image === null) return;
    else if (name === 'attribute') this.attribute = { name: attributes['name'] ?? '', text: '' };
    else if (name === 'skeleton') {
      this.skeletons += 1;
      const group = groupOf(attributes) ?? `skeleton ${this.skeletons}`;
      this.skeleton = { group, attributes: new Map() };
      this.attributes = this.skeleton.attributes;
      this.image.shapes.push({ label: attributes['label'] ?? '', group, attributes: this.attributes });
    } else if (name === 'points' || name === 'box') this.addShape(this.image, name, attributes);
    else {
      this.attributes = null;
      this.findings.note('shape-invalid', `${this.image.name}: a ${name} is neither points nor a box`);
    }
  }

  say(words: string): void {
    if (this.attribute) this.attribute.text += words;
  }

  close(name: string): void {
    if (name === 'attribute' && this.attribute) {
      if (this.attribute.name !== '') this.attributes?.set(this.attribute.name, this.attribute.text.trim());
      this.attribute = null;
      return;
    }
    if (name === 'skeleton') this.skeleton = null;
    else if (name === 'image' && this.image) this.closeImage(this.image);
    // What stands behind a shape inside of a skeleton is the skeleton's again, and elsewhere nobody's.
    this.attributes = this.skeleton?.attributes ?? null;
  }

  private openImage(attributes: Texts): void {
    const [widthPx, heightPx] = [Number(attributes['width']), Number(attributes['height'])];
    const subset = attributes['subset'] ?? '';
    this.image = {
      name: attributes['name'] ?? '',
      size: widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null,
      split: subset === '' || subset.toLowerCase() === 'default' ? null : splitNamed(subset),
      shapes: [],
      hasTurned: false,
    };
  }

  private addShape(image: OpenImage, kind: 'points' | 'box', attributes: Texts): void {
    this.attributes = new Map();
    const label = attributes['label'] ?? '';
    const common = { label, group: this.skeleton?.group ?? groupOf(attributes), attributes: this.attributes };
    if (kind === 'box') {
      const box = boxOf(attributes);
      if (Number(attributes['rotation'] ?? 0) !== 0) {
        image.hasTurned = true;
        this.findings.note('shape-invalid', `${image.name}: a box is turned, and a face’s cannot be`);
      } else if (box === null) this.findings.note('shape-invalid', `${image.name}: a box has no size`);
      else image.shapes.push({ ...common, box });
      return;
    }
    if (attributes['outside'] === '1') return;
    const places = placesOf(attributes);
    if (places === null) {
      this.findings.note(
        'shape-invalid',
        `${image.name}: ${quoted(attributes['points'] ?? '')} are no points`,
      );
    } else if (places.length === 1) image.shapes.push({ ...common, point: places[0]! });
    else {
      this.strokes += 1;
      // Points of one shape have no names but their numbers.
      for (const [at, point] of places.entries()) {
        image.shapes.push({ ...common, label: `${label} ${at + 1}`, stroke: this.strokes, point });
      }
    }
  }

  private closeImage({ name, size, split, shapes, hasTurned }: OpenImage): void {
    const faces = groupShapes(shapes, (reason) => this.findings.note('shape-invalid', `${name}: ${reason}`));
    if (faces.length === 0 && hasTurned) {
      this.findings.skip('no-face', `${name} has no face but for boxes that are turned`);
    } else if (name === '' && faces.length > 0) this.findings.skip('image-unknown', 'an image has no name');
    else {
      for (const face of faces) {
        const origin = { file: this.file, line: null };
        this.findings.add({ image: name, size, unit: 'pixels', ...face, split, origin });
      }
    }
    this.image = null;
  }
}

function groupOf(attributes: Texts): string | null {
  const group = attributes['group_id'] ?? '';
  return group === '' || group === '0' ? null : group;
}

function boxOf(attributes: Texts): LabelledBox | null {
  const [left, top, right, bottom] = ['xtl', 'ytl', 'xbr', 'ybr'].map((side) =>
    Number(attributes[side] || Number.NaN),
  );
  const box = { x: left!, y: top!, width: right! - left!, height: bottom! - top! };
  return box.width > 0 && box.height > 0 && Number.isFinite(box.x + box.y + box.width + box.height)
    ? box
    : null;
}

function placesOf(attributes: Texts): Landmark[] | null {
  const visibility = attributes['occluded'] === '1' ? 1 : 2;
  const places = (attributes['points'] ?? '')
    .split(';')
    .map((pair) => pair.split(',').map((text) => Number(text.trim() || Number.NaN)));
  if (!places.every((pair) => pair.length === 2 && pair.every(Number.isFinite))) return null;
  return places.map(([x, y]) => ({ x: x!, y: y!, visibility }));
}
