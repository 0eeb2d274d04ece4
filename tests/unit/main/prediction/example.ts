import { mtflTemplate } from '../../../../src/shared/domain/template';
import { presetConfiguration } from '../../../../src/shared/learning/presets';
import type { ModelContext } from '../../../../src/main/learning/engine/protocol';
import { keptHeads } from '../../../../src/main/prediction/keptHeads';
import type { OutputContext } from '../../../../src/main/prediction/outputs/outputWriter';
import type { PredictedPhoto, PredictedValue } from '../../../../src/main/prediction/predictedFace';

/** The studio preset's model on MTFL's template: five points and four attributes. */
export const studioModel: ModelContext = {
  configuration: presetConfiguration('studio', mtflTemplate),
  scheme: mtflTemplate.scheme,
  attributes: mtflTemplate.attributes,
};

export function outputContext(folder: string, model: ModelContext = studioModel): OutputContext {
  const { scheme, attributes } = model;
  return { folder, scheme, attributes, forms: keptHeads(model), finder: null, run: 'studio-1', failures: [] };
}

/** A photo with points at (10 i, 20 i + 0.25) and the given values, the rest of the values made up. */
export function predictedPhoto(name: string, chosen: Readonly<Record<string, string>> = {}): PredictedPhoto {
  const points = mtflTemplate.scheme.points.map(
    ({ id }, index) => [id, { x: 10 * index, y: 20 * index + 0.25 }] as const,
  );
  const values = mtflTemplate.attributes.map(({ id, values: known }): [string, PredictedValue] => {
    const value = chosen[id] ?? known[0]!.id;
    const others = 0.25 / (known.length - 1);
    const probabilities = Object.fromEntries(known.map((one) => [one.id, one.id === value ? 0.75 : others]));
    return [id, { kind: 'class', value, confidence: 0.75, probabilities }];
  });
  return {
    file: `/photos/${name}`,
    name,
    image: { widthPx: 90, heightPx: 70 },
    contentHash: `hash of ${name}`,
    faces: [
      {
        indexInPhoto: 0,
        region: { x: 0, y: -10, width: 90, height: 90 },
        found: null,
        points: new Map(points),
        values: new Map(values),
      },
    ],
  };
}
