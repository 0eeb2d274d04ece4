import type { EndOf } from '@shared/contract/client';
import type { ImportReport } from '@shared/contract/reports';
import type { Failure } from '@shared/result';

/** The import dialog, from the question to the report. */
export type ImportFlow =
  | { readonly kind: 'asking' }
  | { readonly kind: 'running'; readonly jobId: string | null; readonly stopping: boolean }
  | { readonly kind: 'reported'; readonly report: ImportReport }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export const asking: ImportFlow = { kind: 'asking' };
export const starting: ImportFlow = { kind: 'running', jobId: null, stopping: false };

export function started(flow: ImportFlow, jobId: string): ImportFlow {
  return flow.kind === 'running' ? { ...flow, jobId } : flow;
}

export function stopping(flow: ImportFlow): ImportFlow {
  return flow.kind === 'running' ? { ...flow, stopping: true } : flow;
}

export function ended(end: EndOf<'datasets.import'>): ImportFlow {
  if (end.outcome === 'failed') {
    return {
      kind: 'failed',
      failure: end.error ?? { code: 'internal', message: 'The import ended without a word.' },
    };
  }
  return end.outcome === 'done' && end.result
    ? { kind: 'reported', report: end.result }
    : { kind: 'stopped' };
}
