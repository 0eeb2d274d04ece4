import type { Attribute } from './attribute';
import type { LandmarkScheme } from './landmarkScheme';
import type { Template } from './template';

/** The head of the points is called so, and every attribute's head by the attribute's id. */
const reservedHead = 'landmarks';
const reservedProblem = ({ name }: Attribute): string =>
  `${name} cannot have the id "${reservedHead}": the points are learnt under that name. Choose another id.`;

/** Everything that would make a template unusable, in sentences; empty when it is sound. */
export function templateProblems(template: Template): string[] {
  return [
    ...schemeProblems(template.scheme),
    ...repeated(template.attributes).map((id) => `Two attributes are called "${id}".`),
    ...template.attributes.filter(({ id }) => id === reservedHead).map(reservedProblem),
    ...template.attributes.flatMap(attributeProblems),
  ];
}

/** Everything that would make a landmark scheme unusable. */
export function schemeProblems(scheme: LandmarkScheme): string[] {
  const points = new Set(scheme.points.map((point) => point.id));
  const named = [
    ...scheme.symmetricPairs.flat(),
    ...scheme.edges.flat(),
    ...scheme.eyes.left,
    ...scheme.eyes.right,
  ];
  const problems = [
    ...repeated(scheme.points).map((id) => `Two points are called "${id}".`),
    ...[...new Set(named)].filter((id) => !points.has(id)).map((id) => `"${id}" is used, and is no point.`),
    ...repeated(scheme.symmetricPairs.flat().map((id) => ({ id }))).map(
      (id) => `"${id}" stands in two pairs.`,
    ),
  ];
  if (scheme.points.length === 0) problems.push('The landmark scheme has no points.');
  if (scheme.eyes.left.length === 0 || scheme.eyes.right.length === 0) {
    problems.push('Each eye needs at least one point: landmark errors are measured by the eyes’ distance.');
  }
  return problems;
}

function attributeProblems(attribute: Attribute): string[] {
  const values = new Set(attribute.values.map((value) => value.id));
  const problems = [
    ...repeated(attribute.values).map((id) => `${attribute.name} has the value "${id}" twice.`),
    ...repeated(attribute.mirrorSwaps.flat().map((id) => ({ id }))).map(
      (id) => `${attribute.name} swaps "${id}" twice.`,
    ),
    ...attribute.mirrorSwaps
      .flat()
      .filter((id) => !values.has(id))
      .map((id) => `${attribute.name} swaps "${id}", which is no value of it.`),
  ];
  const keys = attribute.values.flatMap(({ key }) => (key === undefined ? [] : [{ id: String(key) }]));
  problems.push(...repeated(keys).map((key) => `${attribute.name} has two values on the key ${key}.`));
  if (values.has('')) problems.push(`${attribute.name} has a value without an id.`);
  if (attribute.kind === 'boolean' && values.size !== 2) problems.push(`${attribute.name} needs two values.`);
  if (attribute.kind === 'category' && values.size < 2) problems.push(`${attribute.name} needs values.`);
  if (attribute.kind === 'tags' && values.size < 1) problems.push(`${attribute.name} needs values.`);
  if (attribute.kind === 'number' && values.size > 0)
    problems.push(`${attribute.name} is a number without values.`);
  return problems;
}

function repeated(items: readonly { readonly id: string }[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id)) twice.add(id);
    seen.add(id);
  }
  return [...twice];
}
