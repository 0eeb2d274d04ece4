import type { EndOf } from '@shared/contract/client';
import type { LabelsPreview } from '@shared/contract/labels';
import type { ImportReport } from '@shared/contract/reports';
import type { Failure } from '@shared/result';

/** The import dialog, from the question to the report. */
export type ImportFlow =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'running';
      readonly work: ImportWork;
      readonly jobId: string | null;
      readonly stopping: boolean;
    }
  /** Names of label files wait for somebody to look at them. */
  | { readonly kind: 'mapping'; readonly preview: LabelsPreview }
  | { readonly kind: 'reported'; readonly report: ImportReport }
  | { readonly kind: 'stopped'; readonly work: ImportWork }
  | { readonly kind: 'failed'; readonly work: ImportWork; readonly failure: Failure };

/** A data set may have to be fetched first, and label files looked into. */
export type ImportWork = 'download' | 'reading' | 'import';

export const asking: ImportFlow = { kind: 'asking' };
export const starting = (work: ImportWork): ImportFlow => ({
  kind: 'running',
  work,
  jobId: null,
  stopping: false,
});

export function started(flow: ImportFlow, jobId: string): ImportFlow {
  return flow.kind === 'running' ? { ...flow, jobId } : flow;
}

export function stopping(flow: ImportFlow): ImportFlow {
  return flow.kind === 'running' ? { ...flow, stopping: true } : flow;
}

export function ended(end: EndOf<'datasets.import'>): ImportFlow {
  return end.outcome === 'done' && end.result
    ? { kind: 'reported', report: end.result }
    : endedEarly(end, 'import');
}

/** It was stopped, or failed. */
export function endedEarly(
  { outcome, error }: Omit<EndOf<'datasets.import'>, 'result'>,
  work: ImportWork,
): ImportFlow {
  if (outcome !== 'failed') return { kind: 'stopped', work };
  const silent = { code: 'internal', message: 'The work ended without a word.' };
  return { kind: 'failed', work, failure: error ?? silent };
}
