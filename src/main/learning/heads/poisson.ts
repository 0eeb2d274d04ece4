import type { HeadConfiguration } from '@shared/learning/configuration';
import { counted, headAttribute, numberReader } from './attributeTargets';
import { generalizedLinearTask } from './generalizedLinear';
import type { HeadContext } from './head';
import { columnMeans, type Task } from './task';

/** Keeps the logarithm of a mean of zero finite. */
const smallestRate = 1e-6;

/** Counts: the logit is the logarithm of the expected count. */
export function poissonTask(configuration: HeadConfiguration, context: HeadContext): Task {
  const attribute = headAttribute(configuration, context, ['number']);
  return generalizedLinearTask(
    {
      logitsWidth: 1,
      loss: { kind: 'log-poisson' },
      targetReader: () => numberReader(configuration.name, attribute, 1, counted),
      constantLogits: (targets) =>
        Float32Array.from(columnMeans(targets), (mean) => Math.log(Math.max(mean, smallestRate))),
    },
    Math.exp,
    () => ({}),
  );
}
