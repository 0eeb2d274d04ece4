import type { HeadConfiguration } from '@shared/learning/configuration';
import { headAttribute, numberReader, share } from './attributeTargets';
import { generalizedLinearTask } from './generalizedLinear';
import type { HeadContext } from './head';
import { priorLogits, sigmoid, type Task } from './task';

/** A share between 0 and 1, or yes and no taken as such: sigmoid cross-entropy without a decision. */
export function logisticRegressionTask(configuration: HeadConfiguration, context: HeadContext): Task {
  const attribute = headAttribute(configuration, context, ['number', 'boolean']);
  return generalizedLinearTask(
    {
      logitsWidth: 1,
      loss: { kind: 'sigmoid-cross-entropy' },
      targetReader: () => numberReader(configuration.name, attribute, 1, share),
      constantLogits: priorLogits,
    },
    sigmoid,
    () => ({}),
  );
}
