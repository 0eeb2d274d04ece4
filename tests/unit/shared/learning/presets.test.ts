import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import { attributeHead, landmarksHead, presetConfiguration, presetNames } from '@shared/learning/presets';

describe('the tutorial’s preset', () => {
  const tutorial = presetConfiguration('tutorial', mtflTemplate);

  it('repeats the tutorial to the letter', () => {
    expect(tutorial).toMatchObject({
      network: 'tutorial',
      input: { crop: 'image', sizePx: 40, margin: 0, pixels: 'raw' },
      optimizer: { kind: 'adam', learningRate: 0.001, schedule: { kind: 'constant' } },
      duration: { steps: 1000 },
      batchSize: 64,
      shuffle: { kind: 'buffer', size: 1000 },
      augmentation: null,
      dropout: 0,
      headStart: 'zero',
      validationFraction: 0,
    });
  });

  it('has its two heads, whose losses are summed as contrib’s are', () => {
    expect(tutorial.heads).toEqual([
      {
        name: 'head_nose',
        kind: 'regression',
        target: { from: 'landmarks-min-max', points: ['nose'] },
        weight: 1,
        lossReduction: 'sum',
      },
      {
        name: 'head_pose',
        kind: 'multi-class',
        target: { from: 'attribute', attribute: 'pose' },
        weight: 1,
        lossReduction: 'sum',
      },
    ]);
  });
});

describe('the studio’s preset', () => {
  const studio = presetConfiguration('studio', mtflTemplate);

  it('crops faces, augments them, and holds some out', () => {
    expect(studio).toMatchObject({
      network: 'studio',
      dropout: 0.1,
      headStart: 'constant',
      input: { crop: 'face', sizePx: 64, detail: 1.5, pixels: 'centred' },
      optimizer: { learningRate: 0.002, schedule: { kind: 'cosine', warmupSteps: 100, lowest: 0.2 } },
      averaging: 0.995,
      teacher: { weight: 0.35 },
      adviser: { attributes: ['gender', 'smile'] },
      batchSize: 64,
      augmentation: { flip: 0.5, rotationDegrees: 15, scale: [0.84, 1.24], shift: 0.035, realigned: 0.6 },
      views: { mirrored: true, realigned: true, closer: 1.4 },
    });
    expect(studio.validationFraction).toBeGreaterThan(0);
    // What is shifted, turned or reduced comes from beyond the box.
    expect(studio.input.margin).toBeGreaterThan(0);
    // A view that comes closer finds the pixels that it shows.
    expect(studio.input.detail).toBeGreaterThanOrEqual(studio.views!.closer!);
  });

  it('has a head for the points and one for each attribute of the template', () => {
    expect(studio.heads.map(({ name, kind, weight }) => [name, kind, weight])).toEqual([
      ['landmarks', 'landmarks', 0.35],
      ['gender', 'multi-class', 1.5],
      ['smile', 'multi-class', 1.5],
      ['glasses', 'multi-class', 1.5],
      ['pose', 'multi-class', 1.5],
    ]);
    expect(studio.weighting).toEqual({ kind: 'attributes-first', factor: 5 });
    expect(landmarksHead(mtflTemplate.scheme)).toMatchObject({ loss: 'smooth-l1', lossScale: 160 });
  });

  it.each([
    ['boolean', 'multi-class'],
    ['category', 'multi-class'],
    ['tags', 'multi-label'],
    ['number', 'regression'],
  ] as const)('learns a %s as %s', (kind, head) => {
    const attribute: Attribute = { id: 'own', name: 'Own', kind, values: [], mirrorSwaps: [] };
    expect(attributeHead(attribute)).toMatchObject({
      name: 'own',
      kind: head,
      target: { from: 'attribute', attribute: 'own' },
    });
  });
});

it('a first try is neither taught nor advised, and nobody is of what the project does not label', () => {
  const quick = presetConfiguration('quick', mtflTemplate);
  expect(quick).not.toHaveProperty('teacher');
  expect(quick).not.toHaveProperty('adviser');
  const attributes = mtflTemplate.attributes.filter(({ id }) => id !== 'gender' && id !== 'smile');
  expect(presetConfiguration('studio', { ...mtflTemplate, attributes })).not.toHaveProperty('adviser');
});

it('every preset is plain data, so that it can be stored, sent and compared', () => {
  for (const name of presetNames) {
    const preset = presetConfiguration(name, mtflTemplate);
    expect(JSON.parse(JSON.stringify(preset))).toEqual(preset);
    expect(preset.preset).toBe(name);
  }
});
