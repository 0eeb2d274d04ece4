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
