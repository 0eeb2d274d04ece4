import { describe, expect, it } from 'vitest';
import { readCvat } from '../../../../../../src/main/datasets/labels/cvat/read';

const context = { name: 'annotations.xml', mapping: {}, predictions: false };
const xml = (images: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<annotations>${images}</annotations>`;
const image = (shapes: string, more = ''): string =>
  `<image id="0" name="a &amp; b.jpg" width="64" height="48" ${more}>${shapes}</image>`;
const point = (label: string, more = '', attributes = ''): string =>
  `<points label="${label}" ${more}>${attributes}</points>`;

describe('readCvat', () => {
  it('reads skeletons with what is hidden and what is not labelled, and the box of their group', () => {
    const skeleton =
      `<skeleton label="face" group_id="3">${point('nose', 'outside="0" occluded="1" points="30,25.5"', '<attribute name="sharp">no</attribute>')}` +
      `${point('left_eye', 'outside="1" occluded="0" points="0,0"')}<attribute name="gender"> female </attribute></skeleton>`;
    const box = '<box label="face_box" xtl="5" ytl="6" xbr="45" ybr="46" group_id="3"/>';
    const { faces, problems } = readCvat(xml(image(skeleton + box, 'subset="Train"')), context);
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

  it('does not expand entities, and tells shapes that make no sense', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "yyyyyyyy">]>${xml(image(point('&x;', 'points="1,2"')))}`;
    expect(() => readCvat(bomb.replace('<?xml version="1.0" encoding="utf-8"?>\n', ''), context)).not.toThrow(
      RangeError,
    );
    const wrong = `${point('nose', 'points="1"')}<box label="f" xtl="9" ytl="9" xbr="1" ybr="1"/><polygon points="1,2"/>`;
    expect(readCvat(xml(image(wrong)), context)).toMatchObject({ faces: [], problems: [{}, {}, {}] });
    expect(() => readCvat('<annotations/>', context)).toThrow(
      expect.objectContaining({ code: 'label-file-broken' }),
    );
  });
});
