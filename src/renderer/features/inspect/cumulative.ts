import type { ErrorSummary } from '@shared/insight/errorSummary';

/** At the end of each bin: the share of faces that err by no more. The open last bin has no end. */
export function cumulativeShares({
  faces,
  bins,
}: ErrorSummary): { readonly upTo: number; readonly share: number }[] {
  let within = 0;
  return bins.flatMap((bin) => {
    within += bin.faces;
    return bin.upTo === undefined ? [] : [{ upTo: bin.upTo, share: within / faces }];
  });
}
