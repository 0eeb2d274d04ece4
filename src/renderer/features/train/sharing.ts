import { meanGradients, type GradientSample } from '@shared/learning/gradientSample';
import type { ChartDescription } from '../../ui/chart/chart';

/** A single sample is of a few faces, and noisy: what is shown is the mean of this many, up to the one chosen. */
export const samplesInMean = 5;

export function sharedAt(samples: readonly GradientSample[], index: number): GradientSample | null {
  return meanGradients(samples.slice(Math.max(0, index + 1 - samplesInMean), index + 1));
}

export interface SharingWords {
  readonly title: string;
  readonly step: string;
  readonly cosine: string;
  readonly pair: (one: string, other: string) => string;
  readonly number: (value: number) => string;
  readonly cosineText: (value: number) => string;
}

/** Every pair of heads over time, each sample by itself: the numbers behind the matrix. */
export function pairsOverTime(samples: readonly GradientSample[], words: SharingWords): ChartDescription {
  const heads = samples.at(-1)?.heads ?? [];
  const pairs = heads.flatMap((one, row) =>
    heads.slice(row + 1).map((other, place) => ({ one, other, row, column: row + 1 + place })),
  );
  return {
    title: words.title,
    x: { name: words.step, format: words.number },
    y: { name: words.cosine, min: -1, max: 1, format: words.cosineText },
    series: pairs.map(({ one, other, row, column }, palette) => ({
      id: `${one} ${other}`,
      name: words.pair(one, other),
      kind: 'line',
      palette,
      points: samples.map(({ globalStep, cosines }) => [globalStep, cosines[row]![column]!]),
    })),
  };
}
