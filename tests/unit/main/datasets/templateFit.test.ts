import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { TemplateFit } from '../../../../src/main/datasets/templateFit';
import { importedFace } from '../project/support';
import { template68 } from '../project/templates';

describe('TemplateFit', () => {
  it('leaves MTFL as it is where the project labels MTFL', () => {
    const fit = new TemplateFit('mtfl', mtflTemplate);
    const said = {
      points: true,
      box: false,
      split: true,
      attributes: ['gender', 'smile', 'glasses', 'pose'],
    };
    expect(fit.fit(importedFace(1))).toEqual({ ...importedFace(1), said });
    expect(fit.problems('here')).toEqual([]);
  });

  it('puts points in the project’s order, by id or alias, and drops what it does not label', () => {
    const { scheme, attributes } = mtflTemplate;
    const [left, right, nose] = scheme.points;
    const project = {
      ...mtflTemplate,
      scheme: { ...scheme, points: [{ ...nose!, id: 'nose_tip' }, right!, left!] },
      attributes: [{ ...attributes[3]!, values: attributes[3]!.values.slice(0, 2) }],
    };
    const face = importedFace(1);
    const fit = new TemplateFit('mtfl', project);
    const fitted = fit.fit(face);
    expect(fitted.landmarks).toEqual([face.landmarks[2], face.landmarks[1], face.landmarks[0]]);
    expect(fitted.attributes).toEqual({});
    expect(fit.fit({ ...face, attributes: { ...face.attributes, pose: 'left' } }).attributes).toEqual({
      pose: 'left',
    });
    expect(fit.problems('here')).toEqual([
      {
        file: 'here',
        code: 'not-in-template',
        reason:
          'the project does not label Left mouth corner, Right mouth corner, Gender, Smile, Glasses: left out',
      },
    ]);
  });

  it('gives photos a place for every point, none of them labelled', () => {
    const fit = new TemplateFit('photos', template68);
    const fitted = fit.fit(importedFace(1, { landmarks: [], attributes: {} }));
    expect(fitted.landmarks).toHaveLength(68);
    expect(fitted.landmarks.every(({ visibility }) => visibility === 0)).toBe(true);
    expect(fit.problems('here')).toEqual([]);
  });
});
