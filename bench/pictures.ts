import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '@shared/contract/client';
import { createStudio, type Studio } from '../src/main/studio';

const rounds = 7;
const screenful = 60;

/**
 * Imports an MTFL folder or zip and asks for screenfuls of thumbnails, each face's first time and again. Prints
 * medians in milliseconds.
 */
export async function main(data: string | undefined): Promise<void> {
  if (data === undefined) throw new Error('Usage: node bench/pictures.mjs DATA');
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  const studio = createStudio();
  try {
    await studio.request('project.open', { folder: join(folder, 'project'), mode: 'create' });
    const end = await runJob(studio, 'datasets.import', { path: data });
    if (end.outcome !== 'done') throw new Error(end.error?.message);
    console.log(JSON.stringify({ faces: end.result?.imported, ...(await measure(studio)) }, null, 2));
  } finally {
    await studio.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(studio: Studio): Promise<Record<string, number>> {
  const query = { filter: {}, sort: { by: 'id', descending: false } } as const;
  const answer = await studio.request('library.ids', { query, offset: 0, limit: 200_000 });
  if ('error' in answer) throw new Error(answer.error.message);
  const { ids } = answer.ok;
  const stride = Math.floor(ids.length / ((rounds + 1) * screenful));
  const screen = (round: number): number[] =>
    ids.filter((_, index) => index % stride === 0).slice(round * screenful, (round + 1) * screenful);
  const show = async (round: number): Promise<number> => {
    const startedMs = performance.now();
    const pictures = await Promise.all(screen(round).map((id) => studio.pictures.thumbnail(id, 160)));
    if (pictures.some((picture) => 'error' in picture)) throw new Error('A picture could not be made.');
    return performance.now() - startedMs;
  };
  const median = async (work: (round: number) => Promise<number>): Promise<number> => {
    const times: number[] = [];
    for (let round = 1; round <= rounds; round += 1) times.push(await work(round));
    return times.toSorted((first, second) => first - second)[Math.floor(rounds / 2)]!;
  };
  const first = await show(0);
  return {
    firstScreenfulMilliseconds: first,
    coldScreenfulMilliseconds: await median(show),
    warmScreenfulMilliseconds: await median(show),
  };
}
