import { ExpectedError } from '@shared/result';

/** What was thrown by writing to `file`: a full disk or quota as the failure disk-full, all else as it is. */
export function writingFailure(thrown: unknown, file: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return thrown;
  const message = `The disk with ${file} is full, so the predictions were not saved. Free some space, or choose another output folder.`;
  return new ExpectedError({ code: 'disk-full', message }, { cause: thrown });
}
