import { resolve } from 'node:path';

/**
 * The project that the command line names, as a whole path; null where it names none. The first word is the program,
 * unpacked also the application's own folder; a word with a dash is Electron's.
 */
export function projectOf(words: readonly string[], isUnpacked: boolean, folder: string): string | null {
  const [named] = words.slice(isUnpacked ? 2 : 1).filter((word) => !word.startsWith('-'));
  return named === undefined ? null : resolve(folder, named);
}

/** What a second start hands over to the first: whatever another process says is looked at first. */
export function handedOver(additionalData: unknown): string | null {
  if (typeof additionalData !== 'object' || additionalData === null) return null;
  const { project } = additionalData as { readonly project?: unknown };
  return typeof project === 'string' && project !== '' && project.length <= 4096 ? project : null;
}
