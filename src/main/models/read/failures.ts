import { fail } from '@shared/result';

export function failUnreadable(file: string, why: string): never {
  fail(
    'model-unreadable',
    `A run cannot start from ${file}: ${why}. Name a .keras file, a folder or model.json of tfjs, or a run.`,
    { file },
  );
}
