import { fail } from '@shared/result';

/** Runs a write to `path`; a full disk or quota becomes the failure `disk-full`. */
export function whileThereIsRoom<Value>(path: string, write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    return fail('disk-full', `There is no room left on the disk for ${path}. Make room and resume the run.`, {
      path,
    });
  }
}
