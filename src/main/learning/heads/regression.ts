import type { HeadConfiguration } from '@shared/learning/configuration';
import { anyNumber, headAttribute, numberReader } from './attributeTargets';
import { generalizedLinearTask } from './generalizedLinear';
import type { HeadContext } from './head';
import { headPoints, landmarkReader, minMaxLandmarkReader } from './landmarkTargets';
import { columnMeans, type Task } from './task';

/** Numbers, or coordinates taken as numbers: squared error or smooth L1. */
export function regressionTask(configuration: HeadConfiguration, context: HeadContext): Task {
  return generalizedLinearTask(
    {
      ...target(configuration, context),
      loss: { kind: configuration.loss ?? 'squared-error', scale: configuration.lossScale ?? 1 },
      constantLogits: (targets) => Float32Array.from(columnMeans(targets)),
    },
    null,
    (score) => ({
      rmse: score.rmse,
      'label/mean': score.labelMean,
      'prediction/mean': score.predictionMean,
    }),
  );
}

function target(
  configuration: HeadConfiguration,
  context: HeadContext,
): Pick<Task, 'logitsWidth' | 'targetReader'> {
  const { name } = configuration;
  if (configuration.target.from === 'attribute') {
    const attribute = headAttribute(configuration, context, ['number', 'boolean']);
    return { logitsWidth: 1, targetReader: () => numberReader(name, attribute, 1, anyNumber) };
  }
  const points = headPoints(configuration, context);
  const pointCount = context.scheme.points.length;
  const isMinMax = configuration.target.from === 'landmarks-min-max';
  return {
    logitsWidth: points.length * 2,
    targetReader: (faces) =>
      isMinMax ? minMaxLandmarkReader(name, points, faces, pointCount) : landmarkReader(name, points),
  };
}
