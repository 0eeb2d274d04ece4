import type { StudioEvent } from '@shared/contract/events';
import type { Metrics } from '@shared/learning/results';

/** What a training tells on its way that should stay on the screen; null for the rest. */
export function trainingLine(event: StudioEvent): string | null {
  if (event.name === 'training.started') {
    const { run, backend, device, totalSteps } = event.payload;
    return `Training “${run}” up to step ${totalSteps.toLocaleString('en')} on ${backend} (${device}).`;
  }
  if (event.name === 'training.validated') {
    const { globalStep, metrics, best, stopped } = event.payload;
    const values = headValues(metrics).join('  ');
    return `step ${globalStep.toLocaleString('en')}  validation  ${values}${best ? '  (best so far)' : ''}${stopped.map((head) => `  (${head} stops)`).join('')}`;
  }
  return null;
}

/** What a person looks at first, by kind of head; every head has the last. */
const tellingMetrics = ['nme', 'accuracy', 'rmse', 'average_loss'];

/** One number a head, an accuracy never without its balanced one. */
function headValues(metrics: Metrics): string[] {
  const heads = Object.keys(metrics).flatMap((name) => /^average_loss\/(.+)$/.exec(name)?.[1] ?? []);
  return heads.map((head) => {
    const metric = tellingMetrics.find((name) => `${name}/${head}` in metrics)!;
    const balanced = metrics[`balanced_accuracy/${head}`];
    const beside =
      metric === 'accuracy' && balanced !== undefined ? ` (balanced ${balanced.toFixed(3)})` : '';
    return `${metric}/${head} ${metrics[`${metric}/${head}`]!.toFixed(3)}${beside}`;
  });
}
