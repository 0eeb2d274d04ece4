import type { GradientSample } from '@shared/learning/gradientSample';
import type { LoggedEvent } from '../estimator/eventLog';
import type { ParameterSlot } from '../parameters';
import { histogramOf } from './histogram';
import type { SummaryValue } from './messages';
import { encodePng, type Picture } from './png';

/** The numbers of a logged event by the names that TensorBoard groups them by: what is before the first slash. */
export function scalarsOf(event: LoggedEvent): SummaryValue[] {
  return Object.entries(numbersOf(event)).map(([tag, simpleValue]) => ({ tag, simpleValue }));
}

function numbersOf(event: LoggedEvent): Readonly<Record<string, number>> {
  switch (event.type) {
    case 'step': {
      const { loss, lossByHead, learningRate, weightByHead = {} } = event;
      return {
        'training/loss': loss,
        ...prefixed('training/loss', lossByHead),
        'training/learning_rate': learningRate,
        ...prefixed('training/weight', weightByHead),
      };
    }
    case 'validated':
      return prefixed('validation', event.metrics);
    case 'gradients':
      return gradientNumbers(event);
  }
}

function gradientNumbers({ heads, norms, cosines }: GradientSample): Record<string, number> {
  const numbers: Record<string, number> = {};
  heads.forEach((head, row) => {
    numbers[`gradients/norm/${head}`] = norms[row]!;
    heads.slice(row + 1).forEach((other, index) => {
      const cosine = cosines[row]![row + 1 + index]!;
      if (cosine !== null) numbers[`gradients/cosine/${head}/${other}`] = cosine;
    });
  });
  return numbers;
}

function prefixed(prefix: string, numbers: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${prefix}/${name}`, value]));
}

/** A histogram of each trainable parameter; `trainable` is laid out as `layout` says. */
export function weightHistograms(layout: readonly ParameterSlot[], trainable: Float32Array): SummaryValue[] {
  return layout
    .filter(({ kind }) => kind === 'trainable')
    .map(({ name, offset, size }) => ({
      tag: `weights/${name}`,
      histo: histogramOf(trainable.subarray(offset, offset + size)),
    }));
}

export function pictureOf(tag: string, picture: Picture): SummaryValue {
  const { widthPx: width, heightPx: height } = picture;
  return { tag, image: { width, height, colorspace: 3, encodedImageString: encodePng(picture) } };
}
