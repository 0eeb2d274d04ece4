import { leftOut, type LabelMapping } from '@shared/contract/labels';
import { normalised } from '../names';

/** What a column of a table of faces says. */
export type ColumnRole =
  | { readonly kind: PlainRole }
  | { readonly kind: 'point'; readonly point: string; readonly part: PointPart }
  | { readonly kind: 'attribute'; readonly attribute: string };
type PointPart = 'x' | 'y' | 'visibility';

const plainRoles = [
  'image',
  'split',
  'width',
  'height',
  'box.x',
  'box.y',
  'box.width',
  'box.height',
  'box.x2',
  'box.y2',
  'box.drawn_by',
  'box.score',
] as const;
export type PlainRole = (typeof plainRoles)[number];

/** By normalised header. */
const plainHeaders: Readonly<Record<PlainRole, readonly string[]>> = {
  image: [
    'image',
    'imagepath',
    'imagename',
    'imagefile',
    'file',
    'filename',
    'filepath',
    'path',
    'img',
    'imageid',
    'photo',
  ],
  split: ['split', 'subset', 'set', 'partition'],
  width: ['imagewidth', 'imgwidth'],
  height: ['imageheight', 'imgheight'],
  'box.x': ['boxx', 'bboxx', 'xmin', 'xtl', 'bboxleft', 'boxleft', 'regionx', 'bboxx1', 'facex'],
  'box.y': ['boxy', 'bboxy', 'ymin', 'ytl', 'bboxtop', 'boxtop', 'regiony', 'bboxy1', 'facey'],
  'box.width': ['boxwidth', 'bboxwidth', 'boxw', 'bboxw', 'regionwidth', 'facewidth'],
  'box.height': ['boxheight', 'bboxheight', 'boxh', 'bboxh', 'regionheight', 'faceheight'],
  'box.x2': ['xmax', 'xbr', 'bboxx2', 'bboxright', 'boxright'],
  'box.y2': ['ymax', 'ybr', 'bboxy2', 'bboxbottom', 'boxbottom'],
  'box.drawn_by': ['boxdrawnby'],
  'box.score': ['boxscore'],
};

/** Columns that Facet's own tables have and that say nothing of a label. */
const silent = new Set(['face', 'flagged', '']);

const attributePrefix = 'attribute_';

/** Whether a person's mapping may give a column this role, whatever points there are. */
export function isRole(target: string): boolean {
  return (plainRoles as readonly string[]).includes(target) || pointRole.test(target);
}

/** The point of a role such as `left_eye.x`; null for every other role. */
export function pointOfRole(target: string): string | null {
  return pointRole.exec(target)?.[1] ?? null;
}
const pointRole = /^(.+)\.(x|y|visibility)$/;

/** Of each column; null for one that is passed over. */
export function columnRoles(header: readonly string[], mapping: LabelMapping): (ColumnRole | null)[] {
  const pairs = pointColumns(header);
  const corners = isCornerBox(header);
  return header.map((name, at) => {
    const said = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    if (said === leftOut) return null;
    if (said !== undefined && isRole(said)) return roleOf(said);
    const word = normalised(name);
    if (said === undefined && silent.has(word)) return null;
    if (said === undefined && corners && Object.hasOwn(corners, word)) return { kind: corners[word]! };
    const plain = plainRoles.find((role) => plainHeaders[role].includes(word));
    if (said === undefined && plain) return { kind: plain };
    if (said === undefined && pairs[at]) return pairs[at];
    return {
      kind: 'attribute',
      attribute: name.startsWith(attributePrefix) ? name.slice(attributePrefix.length) : name,
    };
  });
}

/** As a mapping would say it; null for a column that is passed over. */
export function roleText(role: ColumnRole | null): string | null {
  if (role === null) return null;
  if (role.kind === 'point') return `${role.point}.${role.part}`;
  return role.kind === 'attribute' ? role.attribute : role.kind;
}

/** The name of an attribute's column, which may not be taken for anything else. */
export function attributeColumn(attribute: string, others: ReadonlySet<string>): string {
  const [role] = columnRoles([attribute], {});
  const isClear = role?.kind === 'attribute' && role.attribute === attribute && !others.has(attribute);
  return isClear && !/[xyv\d]$/i.test(attribute) ? attribute : `${attributePrefix}${attribute}`;
}

function roleOf(target: string): ColumnRole {
  const plain = plainRoles.find((role) => role === target);
  if (plain) return { kind: plain };
  const [, point, part] = pointRole.exec(target)!;
  return { kind: 'point', point: point!, part: part as PointPart };
}

/** `left_eye_x`, `left_eye.y`, `x_nose`, `leftEyeX`, `x7`: a point's columns, where both its x and its y are there. */
function pointColumns(header: readonly string[]): (ColumnRole | null)[] {
  const parts = header.map(pointPart);
  const has = (point: string, part: PointPart): boolean =>
    parts.some((other) => other?.point === point && other.part === part);
  return parts.map((part) =>
    part && has(part.point, 'x') && has(part.point, 'y') ? { kind: 'point', ...part } : null,
  );
}

const shortParts: Readonly<Record<string, PointPart>> = {
  x: 'x',
  y: 'y',
  v: 'visibility',
  visibility: 'visibility',
};
const partPatterns = [
  { pattern: /^(.+?)[\s_.:/-]+(x|y|v|visibility)$/i, point: 1, part: 2 },
  { pattern: /^(x|y|v)[\s_.:/-]+(.+)$/i, point: 2, part: 1 },
  { pattern: /^(.*\p{Ll}\d*)(X|Y|V)$/u, point: 1, part: 2 },
  { pattern: /^(x|y|v)(\d+)$/i, point: 2, part: 1 },
];

function pointPart(name: string): { readonly point: string; readonly part: PointPart } | null {
  for (const { pattern, point, part } of partPatterns) {
    const matched = pattern.exec(name.trim());
    if (matched) return { point: matched[point]!, part: shortParts[matched[part]!.toLowerCase()]! };
  }
  return null;
}

/** x1, y1, x2, y2 and no third are the corners of a box. */
function isCornerBox(header: readonly string[]): Readonly<Record<string, PlainRole>> | null {
  const words = new Set(header.map(normalised));
  const corners: Record<string, PlainRole> = { x1: 'box.x', y1: 'box.y', x2: 'box.x2', y2: 'box.y2' };
  return Object.keys(corners).every((word) => words.has(word)) && !words.has('x3') && !words.has('x0')
    ? corners
    : null;
}
