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
 * is not labelled, `occluded` hidden; pixels from 0 at the image's corner. Shapes of one group are one face. Of a file
 * that breaks off, what came before is read. Fails with `label-file-broken` where that is nothing.
 */
export function readCvat(text: string, { name }: LabelFileContext): ParsedLabels {
  const findings = new Findings(name);
  const reading = new Reading(findings, name);
  const parser = new SaxesParser();
  let images = 0;
  try {
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', (tag) => {
      if (tag.name === 'image') images += 1;
      reading.open(tag);
    });
    parser.on('text', (words) => reading.say(words));
    parser.on('closetag', (tag) => reading.close(tag.name));
    parser.write(text).close();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.replace(/^\d+:\d+: /, '') : String(thrown);
    if (images === 0) fail('label-file-broken', `${name} is no XML of CVAT (${reason}).`);
    findings.note(
      'label-file-broken',
      `the file breaks off or makes no sense here (${reason}): what follows was not read`,
      parser.line,
    );
  }
  if (images === 0)
    fail('label-file-broken', `${name} has no image in it: it is no file of CVAT for images.`);
  return findings;
}

type Texts = Readonly<Record<string, string>>;

interface OpenImage {
  readonly name: string;
  readonly size: { readonly widthPx: number; readonly heightPx: number } | null;
  readonly split: string | null;
  readonly shapes: Shape[];
}

/** What the tags that are open mean. */
class Reading {
  private image: OpenImage | null = null;
  private skeleton: { readonly group: string; readonly attributes: Map<string, AttributeText> } | null = null;
  /** The attributes of the innermost shape. */
  private attributes: Map<string, AttributeText> | null = null;
  private attribute: { readonly name: string; text: string } | null = null;
  private skeletons = 0;

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
    else this.findings.note('shape-invalid', `${this.image.name}: a ${name} is neither points nor a box`);
  }

  say(words: string): void {
    if (this.attribute) this.attribute.text += words;
  }

  close(name: string): void {
    if (name === 'attribute' && this.attribute) {
      if (this.attribute.name !== '') this.attributes?.set(this.attribute.name, this.attribute.text.trim());
      this.attribute = null;
    } else if (name === 'skeleton') this.skeleton = null;
    else if (name === 'image' && this.image) this.closeImage(this.image);
    // What stands behind a point inside of a skeleton is the skeleton's again.
    if (name === 'points') this.attributes = this.skeleton?.attributes ?? null;
  }

  private openImage(attributes: Texts): void {
    const [widthPx, heightPx] = [Number(attributes['width']), Number(attributes['height'])];
    const subset = attributes['subset'] ?? '';
    this.image = {
      name: attributes['name'] ?? '',
      size: widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null,
      split: subset === '' || subset.toLowerCase() === 'default' ? null : splitNamed(subset),
      shapes: [],
    };
  }

  private addShape(image: OpenImage, kind: 'points' | 'box', attributes: Texts): void {
    this.attributes = new Map();
    const label = attributes['label'] ?? '';
    const common = { label, group: this.skeleton?.group ?? groupOf(attributes), attributes: this.attributes };
    if (kind === 'box') {
      const box = boxOf(attributes);
      if (box === null) this.findings.note('shape-invalid', `${image.name}: a box has no size`);
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
      // Points of one shape have no names but their numbers.
      for (const [at, point] of places.entries()) {
        image.shapes.push({ ...common, label: `${label} ${at + 1}`, point });
      }
    }
  }

  private closeImage({ name, size, split, shapes }: OpenImage): void {
    const faces = groupShapes(shapes, (reason) => this.findings.note('shape-invalid', `${name}: ${reason}`));
    if (name === '' && faces.length > 0) this.findings.skip('image-unknown', 'an image has no name');
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
