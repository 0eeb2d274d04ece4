import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A script as a module. They are plain JavaScript, to start under an old Node; a test says what it expects of one. */
export async function loadScript<Exports>(name: string): Promise<Exports> {
  return (await import(pathToFileURL(resolve('scripts', name)).href)) as Exports;
}
