import { describe, expect, it } from 'vitest';
import { readCvat } from '../../../../../../src/main/datasets/labels/cvat/read';

const context = { name: 'annotations.xml', mapping: {}, predictions: false };
const xml = (images: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<annotations>${images}</annotations>`;
const image = (shapes: string, more = ''): string =>
  `<image id="0" name="a &amp; b.jpg" width="64" height="48" ${more}>${shapes}</image>`;
const point = (label: string, more = '', attributes = ''): string =>
  `<points label="${label}" ${more}>${attributes}</points>`;
const box = (label: string, [left, top, right, bottom]: readonly number[], inside = '', more = ''): string =>
  `<box label="${label}" xtl="${left}" ytl="${top}" xbr="${right}" ybr="${bottom}" ${more}>${inside}</box>`;
const attribute = (name: string, value: string): string => `<attribute name="${name}">${value}</attribute>`;
const skeleton = (places: Readonly<Record<string, string>>, inside = ''): string => {
  const points = Object.entries(places).map(([label, place]) => point(label, `points="${place}"`));
  return `<skeleton label="face">${points.join('')}${inside}</skeleton>`;
};
const shapesOf = (shapes: string) => {
  const { faces, problems } = readCvat(xml(image(shapes)), context);
  return {
    faces: faces.map(({ points, box: frame, attributes }) => ({
      points: [...points.keys()],
      left: frame?.x ?? null,
      attributes: Object.fromEntries(attributes),
    })),
    reasons: problems.map(({ reason }) => reason),
  };
};

describe('readCvat', () => {
  it('reads skeletons with what is hidden and what is not labelled, and the box of their group', () => {
    const grouped =
      `<skeleton label="face" group_id="3">${point('nose', 'outside="0" occluded="1" points="30,25.5"', '<attribute name="sharp">no</attribute>')}` +
      `${point('left_eye', 'outside="1" occluded="0" points="0,0"')}<attribute name="gender"> female </attribute></skeleton>`;
    const frame = box('face_box', [5, 6, 45, 46], '', 'group_id="3"');
    const { faces, problems } = readCvat(xml(image(grouped + frame, 'subset="Train"')), context);
    expect(problems).toEqual([]);
    expect(faces).toMatchObject([
      {
        image: 'a & b.jpg',
        size: { widthPx: 64, heightPx: 48 },
        split: 'training',
        box: { x: 5, y: 6, width: 40, height: 40 },
        points: new Map([['nose', { x: 30, y: 25.5, visibility: 1 }]]),
      },
    ]);
    expect(faces[0]!.attributes.get('gender')).toBe('female');
  });

  it('keeps the words of other shapes and of the photo off the face before them', () => {
    const female = attribute('gender', 'female');
    const face = { points: ['nose'], left: null, attributes: { gender: 'female' } };
    const tag = `<tag label="photo">${attribute('gender', 'male')}</tag>`;
    expect(shapesOf(skeleton({ nose: '3,4' }, female) + tag).faces).toEqual([face]);
    const polygon = `<polygon label="hair" points="1,2;3,4">${attribute('gender', 'male')}</polygon>`;
    expect(shapesOf(box('face', [1, 2, 9, 9], female) + polygon).faces).toEqual([
      { ...face, points: [], left: 1 },
    ]);
    // Inside of a skeleton, what stands behind such a shape is the skeleton's again.
    expect(shapesOf(skeleton({ nose: '3,4' }, polygon + female)).faces).toEqual([face]);
  });

  it('joins a box without a group with the skeleton that it is drawn around', () => {
    const [one, two] = [
      { nose: '10,10', chin: '12,20' },
      { nose: '40,10', chin: '42,20' },
    ];
    const gender = attribute('gender', 'female');
    const pair = box('face', [5, 5, 20, 25], attribute('smile', 'yes')) + skeleton(one, gender);
    const first = { points: ['nose', 'chin'], left: 5, attributes: { smile: 'yes', gender: 'female' } };
    expect(shapesOf(pair)).toEqual({ faces: [first], reasons: [] });
    const second = { ...first, left: 30, attributes: {} };
    // The second box reaches over the first skeleton, and lies nearer to its own.
    const pairs = pair + skeleton(two) + box('face', [30, 5, 50, 25]);
    expect(shapesOf(pairs)).toEqual({ faces: [first, second], reasons: [] });
    const wide = pairs.replace('xtl="30"', 'xtl="8"');
    expect(shapesOf(wide)).toEqual({ faces: [first, { ...second, left: 8 }], reasons: [] });
  });

  it('leaves a box around several skeletons apart, and says so', () => {
    const crowd = skeleton({ nose: '10,10' }) + skeleton({ nose: '40,10' }) + box('face', [1, 1, 60, 40]);
    const { faces, reasons } = shapesOf(crowd);
    expect(faces.map(({ left }) => left)).toEqual([null, null, 1]);
    expect(reasons).toEqual([
      'a & b.jpg: a box lies around the points of several faces and was taken for a face without points: group it with those of its own',
    ]);
  });

  it('takes each shape of several points for a face, which the box around it belongs to', () => {
    const several = (label: string, points: string, smile: string): string =>
      point(label, `points="${points}"`, attribute('smile', smile));
    const [one, two] = [several('face', '10,10;12,20', 'yes'), several('face', '40,10;42,20', 'no')];
    const faces = [
      { points: ['face 1', 'face 2'], left: null, attributes: { smile: 'yes' } },
      { points: ['face 1', 'face 2'], left: null, attributes: { smile: 'no' } },
    ];
    expect(shapesOf(one + two)).toEqual({ faces, reasons: [] });
    const frames = box('face', [30, 5, 50, 25]) + box('face', [5, 5, 20, 25]);
    expect(shapesOf(one + two + frames)).toEqual({
      faces: [
        { ...faces[0], left: 5 },
        { ...faces[1], left: 30 },
      ],
      reasons: [],
    });
  });

  it('takes shapes of several points that are called differently for parts of one face', () => {
    const parts = point('brow', 'points="10,10;12,10"') + point('mouth', 'points="10,20;12,20"');
    const points = ['brow 1', 'brow 2', 'mouth 1', 'mouth 2'];
    expect(shapesOf(parts)).toMatchObject({ faces: [{ points, left: null }], reasons: [] });
    expect(shapesOf(box('face', [5, 5, 20, 25]) + parts)).toMatchObject({
      faces: [{ points, left: 5 }],
      reasons: [],
    });
  });

  it('tells a box that is turned', () => {
    const turned = (by: string): string => box('face', [1, 1, 9, 9], '', `rotation="${by}"`);
    expect(shapesOf(turned('0.00'))).toMatchObject({ faces: [{ left: 1 }], reasons: [] });
    expect(shapesOf(turned('45.00') + point('nose', 'points="2,2"'))).toMatchObject({
      faces: [{ points: ['nose'], left: null }],
      reasons: ['a & b.jpg: a box is turned, and a face’s cannot be'],
    });
    expect(readCvat(xml(image(turned('45.00'))), context).read).toBe(1);
    expect(shapesOf(turned('45.00'))).toEqual({
      faces: [],
      reasons: [
        'a & b.jpg: a box is turned, and a face’s cannot be',
        'a & b.jpg has no face but for boxes that are turned',
      ],
    });
  });

  it('calls points of one shape by their numbers', () => {
    const { faces } = readCvat(xml(image(point('all', 'points="1,2;3,4"'))), context);
    expect([...faces[0]!.points.keys()]).toEqual(['all 1', 'all 2']);
  });

  it('keeps what came before a place at which the file breaks off', () => {
    const { faces, problems } = readCvat(
      `${xml(image(point('nose', 'points="1,2"'))).slice(0, -14)}<image name="b`,
      context,
    );
    expect(faces).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'label-file-broken', line: 2 }]);
  });

  it('leaves entities of a file’s own as they are written, says what to do, and reads on', () => {
    const labelled = point('&x;', 'points="1,2"') + point('nose', 'points="3,4"');
    const text = xml(image(labelled)).replace('?>\n', '?>\n<!DOCTYPE a [<!ENTITY x "yyyyyyyy">]>\n');
    const { faces, problems } = readCvat(text, context);
    expect([...faces[0]!.points.keys()]).toEqual(['&x;', 'nose']);
    expect(problems).toEqual([
      {
        file: 'annotations.xml',
        line: 3,
        code: 'entity-unknown',
        reason:
          '&x; is an entity that XML does not know by itself, and what a file defines (DTD) is not read, since it may name other files: it was left as it is written. Put its text in its place, an & as &amp;',
      },
    ]);
  });

  it('says where an & that begins no entity is, and how it is to be written', () => {
    const bad = image(point('nose', 'points="1,2"')).replace('&amp;', '&');
    expect(readCvat(xml(`${image(point('nose', 'points="1,2"'))}\n${bad}`), context)).toMatchObject({
      faces: [{ image: 'a & b.jpg' }],
      problems: [
        {
          code: 'label-file-broken',
          line: 3,
          reason: expect.stringContaining('write it as &amp;') as string,
        },
      ],
    });
    expect(() => readCvat(xml(bad).replace('<annotations>', '<annotations a="&">'), context)).toThrow(
      /\(line 2: an & begins no entity: write it as &amp;\)\. Mend that line, or export the task again/,
    );
  });

  it('tells shapes that make no sense', () => {
    const wrong = `${point('nose', 'points="1"')}<box label="f" xtl="9" ytl="9" xbr="1" ybr="1"/><polygon points="1,2"/>`;
    expect(readCvat(xml(image(wrong)), context)).toMatchObject({ faces: [], problems: [{}, {}, {}] });
    expect(() => readCvat('<annotations/>', context)).toThrow(
      expect.objectContaining({ code: 'label-file-broken' }),
    );
  });
});
