import type { HeadConfiguration, HeadKind } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { binaryTask } from './binary';
import type { Head, HeadContext } from './head';
import { landmarksTask } from './landmarks';
import { logisticRegressionTask } from './logisticRegression';
import { multiClassTask } from './multiClass';
import { multiLabelTask } from './multiLabel';
import { poissonTask } from './poisson';
import { regressionTask } from './regression';
import { headOf, type Task } from './task';

const tasks: Readonly<Record<HeadKind, (configuration: HeadConfiguration, context: HeadContext) => Task>> = {
  landmarks: landmarksTask,
  regression: regressionTask,
  binary: binaryTask,
  'multi-class': multiClassTask,
  'multi-label': multiLabelTask,
  poisson: poissonTask,
  'logistic-regression': logisticRegressionTask,
};

/**
 * Fails with `unknown-point`, `unknown-attribute` or `head-target-mismatch` where the head does not fit what
 * the project labels, and with `bad-head` where its constants make no loss.
 */
export function createHead(configuration: HeadConfiguration, context: HeadContext): Head {
  const { name, weight, lossScale = 1 } = configuration;
  if (!(Number.isFinite(weight) && weight >= 0)) {
    fail('bad-head', `The weight of the head "${name}" is ${weight}; it must be a number of at least 0.`);
  }
  if (!(Number.isFinite(lossScale) && lossScale > 0)) {
    fail('bad-head', `The loss scale of the head "${name}" is ${lossScale}; it must be a number above 0.`);
  }
  return headOf(configuration, context, tasks[configuration.kind](configuration, context));
}
