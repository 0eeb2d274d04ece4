import type { Problem } from '@shared/contract/jobs';
import { leftOut, type FoundAttribute, type FoundName, type LabelMapping } from '@shared/contract/labels';
import type { Attribute, AttributeLabel } from '@shared/domain/attribute';
import { notLabelled, type Landmark } from '@shared/domain/face';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import type { SaidLabels } from '../../project/faces/importRepository';
import { isRole, pointOfRole } from './csv/columns';
import { likeness, type Known, type NameKind } from './names';
import { oneLine, type AttributeText, type LabelledFace } from './record';

/** Whole bodies and meshes have hundreds that a face of five points has not: more are told together. */
const mostPointsTold = 10;
const mostNamed = 3;

/** How often a name stands in the files, and where first. */
interface Use {
  faces: number;
  readonly first: LabelledFace['origin'];
}

/** What the names of label files mean in a project. */
export class ResolvedMapping {
  readonly points: readonly FoundName[];
  readonly attributes: readonly FoundAttribute[];
  /** Ids of the project's points for which the files have none. */
  readonly missing: readonly string[];
  private readonly uses: Uses;
  /** For each point of the project, the file's name for it. */
  private readonly nameOfPoint: readonly (string | null)[];
  private readonly attributeOf = new Map<string, Attribute>();
  private readonly valueOf = new Map<string, ReadonlyMap<string, string | null>>();

  /**
   * A person's word comes first (`mapping`), then what the project knows a thing by, then the common names for it; a
   * thing of the project is what one name means, never two.
   */
  constructor(faces: readonly LabelledFace[], template: Template, mapping: LabelMapping) {
    this.uses = new Uses(faces);
    const targets = match('point', [...this.uses.points.keys()], template.scheme.points, mapping);
    this.points = found(this.uses.points, targets);
    this.nameOfPoint = template.scheme.points.map(({ id }) => nameFor(targets, id));
    this.missing = template.scheme.points
      .filter((_, at) => this.nameOfPoint[at] === null)
      .map(({ id }) => id);
    const names = match('attribute', [...this.uses.attributes.keys()], template.attributes, mapping);
    this.attributes = found(this.uses.attributes, names).map((attribute) => {
      const known = template.attributes.find(({ id }) => id === attribute.target);
      if (known) this.attributeOf.set(attribute.name, known);
      return { ...attribute, values: known ? this.matchValues(attribute.name, known, mapping) : [] };
    });
  }

  /** What of the project's labels the files speak of. */
  get said(): Pick<SaidLabels, 'points' | 'attributes'> {
    return {
      points: this.nameOfPoint.some((name) => name !== null),
      attributes: [...this.attributeOf.values()].map(({ id }) => id),
    };
  }

  /** In the order of the project's scheme. */
  landmarks(face: LabelledFace): Landmark[] {
    return this.nameOfPoint.map((name) => (name === null ? undefined : face.points.get(name)) ?? notLabelled);
  }

  /** Only what the project labels. */
  labels(face: LabelledFace): Record<string, AttributeLabel> {
    const labels: Record<string, AttributeLabel> = {};
    for (const [name, text] of face.attributes) {
      const attribute = this.attributeOf.get(name);
      const label = attribute && this.label(name, attribute, textOf(text, attribute, face));
      if (attribute && label !== null && label !== undefined) labels[attribute.id] = label;
    }
    return labels;
  }

  /** Attributes of which the face's file says something that means nothing here. `labels`: what it does mean. */
  notUnderstood(face: LabelledFace, labels: Readonly<Record<string, AttributeLabel>>): string[] {
    return [...face.attributes.keys()].flatMap((name) => {
      const attribute = this.attributeOf.get(name);
      return attribute && (labels[attribute.id] ?? null) === null ? [attribute.id] : [];
    });
  }

  /** What is left out for want of a meaning, each name once. */
  problems(): Problem[] {
    const problems: Problem[] = [];
    const tell = (use: Use, code: string, reason: string): void => {
      const { file, line } = use.first;
      const times = use.faces === 1 ? 'one face' : `${use.faces.toLocaleString('en')} faces`;
      problems.push({
        file,
        ...(line === null ? {} : { line }),
        code,
        reason: oneLine(`${reason}: left out of ${times}`),
      });
    };
    const unknown = this.points.filter(({ target }) => target === null).map(({ name }) => name);
    for (const names of unknown.length > mostPointsTold ? [unknown] : unknown.map((name) => [name])) {
      const use = names.map((name) => this.uses.points.get(name)!).reduce(usedMore);
      tell(use, 'point-unknown', `the project has no ${pointsCalled(names)}`);
    }
    for (const { name, target, values } of this.attributes) {
      if (target === null) {
        tell(this.uses.attributes.get(name)!, 'attribute-unknown', `the project has no attribute “${name}”`);
      }
      for (const value of values) {
        if (value.target !== null) continue;
        const use = this.uses.values.get(name)!.get(value.name)!;
        tell(use, 'value-unknown', `“${value.name}” is no value of ${target}`);
      }
    }
    return problems;
  }

  private label(name: string, attribute: Attribute, text: AttributeText): AttributeLabel {
    if (attribute.kind === 'number') return numberIn(text);
    const values = this.valueOf.get(name)!;
    const ids = wordsOf(text, attribute).flatMap((word) => {
      const id = values.get(word) ?? null;
      return id === null || id === leftOut ? [] : [id];
    });
    if (attribute.kind === 'tags')
      return attribute.values.map(({ id }) => id).filter((id) => ids.includes(id));
    return ids[0] ?? null;
  }

  private matchValues(name: string, attribute: Attribute, mapping: LabelMapping): FoundName[] {
    const uses = this.uses.valuesOf(name, attribute);
    const texts = [...uses.keys()];
    if (attribute.kind === 'number') {
      return found(uses, new Map(texts.map((text) => [text, numberIn(text) === null ? null : text]))).filter(
        ({ target }) => target === null,
      );
    }
    // Several words may mean one value.
    const targets = new Map(texts.map((text) => [text, valueFor(name, text, attribute, mapping)]));
    this.valueOf.set(name, targets);
    return found(uses, targets);
  }
}

/** Which words of a mapping mean something in the project; `columns`: whether they may be roles of a table's columns. */
export function knownMapping(
  mapping: LabelMapping,
  { scheme, attributes }: Template,
  columns: boolean,
): LabelMapping {
  const ids = new Set([leftOut, ...scheme.points.map(({ id }) => id)]);
  for (const { id, values } of attributes)
    for (const known of [id, ...values.map((value) => value.id)]) ids.add(known);
  const isPoint = (name: string): boolean =>
    scheme.points.some((point) => mapping[name] === point.id || likeness('point', name, point) > 0);
  const isKnownRole = (target: string): boolean => {
    const point = pointOfRole(target);
    return columns && isRole(target) && (point === null || isPoint(point));
  };
  return Object.fromEntries(
    Object.entries(mapping).filter(([, target]) => ids.has(target) || isKnownRole(target)),
  );
}

/** Fails with `mapping-unknown` where the mapping names nothing of the project. */
export function checkMapping(mapping: LabelMapping, template: Template, columns: boolean): void {
  const known = knownMapping(mapping, template, columns);
  const wrong = Object.entries(mapping).find(([name]) => !Object.hasOwn(known, name));
  if (!wrong) return;
  const points = template.scheme.points.map(({ id }) => id).join(', ');
  const attributes = template.attributes.map(({ id }) => id).join(', ');
  fail(
    'mapping-unknown',
    `“${wrong[0]}” cannot mean “${wrong[1]}”: the project has the points ${points} and the attributes ${attributes || 'none'}; - leaves out.`,
  );
}

function match(
  kind: NameKind,
  names: readonly string[],
  known: readonly Known[],
  mapping: LabelMapping,
): Map<string, string | null> {
  const targets = new Map<string, string | null>(names.map((name) => [name, null]));
  const taken = new Set<string>();
  const free: string[] = [];
  for (const name of names) {
    const said = mapping[name];
    if (said === leftOut) targets.set(name, leftOut);
    else if (said !== undefined && known.some(({ id }) => id === said) && !taken.has(said)) {
      targets.set(name, said);
      taken.add(said);
    } else free.push(name);
  }
  for (const wanted of [3, 2, 1]) {
    for (const name of free) {
      if (targets.get(name) !== null) continue;
      const fits = known.find((one) => !taken.has(one.id) && likeness(kind, name, one) === wanted);
      if (!fits) continue;
      targets.set(name, fits.id);
      taken.add(fits.id);
    }
  }
  return targets;
}

function valueFor(name: string, text: string, attribute: Attribute, mapping: LabelMapping): string | null {
  const said = mapping[`${name}:${text}`];
  if (said === leftOut) return leftOut;
  if (said !== undefined && attribute.values.some(({ id }) => id === said)) return said;
  for (const wanted of [3, 2, 1]) {
    const fits = attribute.values.find((value) => likeness('value', text, value) === wanted);
    if (fits) return fits.id;
  }
  return null;
}

function found(uses: ReadonlyMap<string, Use>, targets: ReadonlyMap<string, string | null>): FoundName[] {
  return [...uses].map(([name, { faces }]) => ({ name, faces, target: targets.get(name) ?? null }));
}

function nameFor(targets: ReadonlyMap<string, string | null>, id: string): string | null {
  for (const [name, target] of targets) if (target === id) return name;
  return null;
}

function numberIn(text: AttributeText): number | null {
  if (typeof text === 'number') return Number.isFinite(text) ? text : null;
  if (typeof text !== 'string' || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A number as any format may write it, where the file's own numbers have a comma. */
function textOf(text: AttributeText, { kind }: Attribute, { decimalComma }: LabelledFace): AttributeText {
  const isNumber = kind === 'number' && decimalComma && typeof text === 'string';
  return isNumber ? text.replace(/^(\s*[-+]?\d*),(\d+\s*)$/, '$1.$2') : text;
}

/** A text may list tags. */
function wordsOf(text: AttributeText, attribute: Attribute): string[] {
  if (typeof text === 'object') return [...text];
  const word = String(text);
  if (attribute.kind !== 'tags' || attribute.values.some(({ id }) => id === word)) return [word];
  return word
    .split(/[;,|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** Counts names over all faces. */
class Uses {
  readonly points = new Map<string, Use>();
  readonly attributes = new Map<string, Use>();
  readonly values = new Map<string, Map<string, Use>>();

  constructor(private readonly faces: readonly LabelledFace[]) {
    for (const face of faces) {
      for (const name of face.points.keys()) count(this.points, name, face);
      for (const name of face.attributes.keys()) count(this.attributes, name, face);
    }
  }

  valuesOf(name: string, attribute: Attribute): ReadonlyMap<string, Use> {
    const uses = new Map<string, Use>();
    this.values.set(name, uses);
    for (const face of this.faces) {
      const said = face.attributes.get(name);
      if (said === undefined) continue;
      for (const word of wordsOf(textOf(said, attribute, face), attribute)) count(uses, word, face);
    }
    return uses;
  }
}

function count(uses: Map<string, Use>, name: string, face: LabelledFace): void {
  const use = uses.get(name);
  if (use) use.faces += 1;
  else uses.set(name, { faces: 1, first: face.origin });
}

function usedMore(one: Use, other: Use): Use {
  return other.faces > one.faces ? other : one;
}

function pointsCalled(names: readonly string[]): string {
  const [first] = names;
  if (names.length === 1) return `point “${first}”`;
  const some = names.slice(0, mostNamed).map((name) => `“${name}”`);
  return `points ${some.join(', ')} and ${names.length - mostNamed} others`;
}
