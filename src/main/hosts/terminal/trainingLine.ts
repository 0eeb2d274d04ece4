import type { StudioEvent } from '@shared/contract/events';

/** What a training tells on its way that should stay on the screen; null for the rest. */
export function trainingLine(event: StudioEvent): string | null {
  if (event.name === 'training.started') {
    const { run, backend, device, totalSteps } = event.payload;
    return `Training “${run}” for ${totalSteps.toLocaleString('en')} steps on ${backend} (${device}).`;
  }
  if (event.name === 'training.validated') {
    const { globalStep, metrics, best } = event.payload;
    const shown = Object.entries(metrics).filter(([name]) => /^(nme|accuracy|rmse|auc)\//.test(name));
    const values = shown.map(([name, value]) => `${name} ${value.toFixed(3)}`).join('  ');
    return `step ${globalStep.toLocaleString('en')}  validation  ${values}${best ? '  (best so far)' : ''}`;
  }
  return null;
}
