import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Channel, Params } from '@shared/contract/channels';
import { runJob } from '@shared/contract/client';
import type { LibraryFilter, LibrarySort } from '@shared/contract/library';
import { createStudio } from '../src/main/studio';
import { fillProject } from './filledProject';

const rounds = 9;

/**
 * Makes a project of faces with random labels, points and predictions (and no images), then asks the studio what
 * the Library asks, as a window does: through the contract, answers as JSON. Prints medians in milliseconds.
 */
export async function main(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  try {
    fillProject(join(folder, 'project'), count);
    console.log(JSON.stringify({ faces: count, ...(await measure(join(folder, 'project'))) }, null, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const byId: LibrarySort = { by: 'id', descending: false };
const byName: LibrarySort = { by: 'name', descending: true };
const byError: LibrarySort = { by: 'error', run: 'random', head: 'landmarks', descending: true };
const wanted: LibraryFilter = {
  splits: ['training'],
  attributes: { gender: ['female'], smile: ['yes', null], pose: ['frontal', 'left'] },
  labelled: 'complete',
  nameContains: 'LFW',
  contradicted: { run: 'random', heads: ['gender'] },
};

async function measure(folder: string): Promise<Record<string, number>> {
  const studio = createStudio();
  async function ask<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Answer<Name>> {
    const answer = await studio.request(channel, params);
    if ('error' in answer) throw new Error(answer.error.message);
    return JSON.parse(JSON.stringify(answer.ok)) as Answer<Name>;
  }
  async function once(work: () => Promise<unknown>): Promise<number> {
    const startedMs = performance.now();
    await work();
    return performance.now() - startedMs;
  }
  async function median(work: (round: number) => Promise<unknown>): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await once(() => work(round)));
    return times.toSorted((first, second) => first - second)[Math.floor(rounds / 2)]!;
  }
  const window = (filter: LibraryFilter, sort: LibrarySort, offset = 0): Promise<unknown> =>
    ask('library.window', { query: { filter, sort }, offset, limit: 120 });
  const facets = (filter: LibraryFilter): Promise<unknown> =>
    ask('library.facets', { filter, predictionsOf: 'random' });
  const results: Record<string, number> = {};
  const note = async (name: string, time: Promise<number>): Promise<void> => {
    results[`${name}Milliseconds`] = Number((await time).toFixed(1));
  };
  /** How long it takes, and the longest time for which nobody else was answered. */
  async function notePatience(name: string, work: () => Promise<unknown>): Promise<void> {
    let longest = 0;
    let lastMs = performance.now();
    const look = (): void => {
      const nowMs = performance.now();
      longest = Math.max(longest, nowMs - lastMs);
      lastMs = nowMs;
    };
    const timer = setInterval(look, 1);
    await note(name, once(work));
    look();
    clearInterval(timer);
    results[`${name}LongestWaitMilliseconds`] = Number(longest.toFixed(1));
  }
  try {
    await note(
      'open',
      once(() => ask('project.open', { folder, mode: 'write' })),
    );
    await note(
      'firstWindow',
      once(() => window({}, byId)),
    );
    await note(
      'firstFacets',
      once(() => facets({})),
    );
    await note(
      'firstFilter',
      once(() => window(wanted, byId)),
    );
    await note(
      'firstFilterFacets',
      once(() => facets(wanted)),
    );
    await note(
      'firstSortByName',
      once(() => window({}, byName)),
    );
    await note(
      'firstSortByError',
      once(() => window({}, byError)),
    );
    await note(
      'filter',
      median((round) => window({ ...wanted, flagged: round % 2 === 0 }, byId)),
    );
    await note(
      'filterFacets',
      median((round) => facets({ ...wanted, flagged: round % 2 === 0 })),
    );
    await note(
      'filterByNewName',
      median((round) => window({ nameContains: `_${round}` }, byName)),
    );
    await note(
      'facets',
      median(() => facets({})),
    );
    await note(
      'windowAnywhere',
      median((round) => window({}, byError, round * 10_000)),
    );
    await note(
      'position',
      median((round) => {
        return ask('library.position', { query: { filter: {}, sort: byName }, faceId: 1 + round * 9_000 });
      }),
    );
    await note(
      'allIds',
      median(() => ask('library.ids', { query: { filter: {}, sort: byName }, offset: 0, limit: 200_000 })),
    );
    await note(
      'edit',
      median((round) => {
        return ask('faces.edit', {
          edits: [{ faceId: 500 + round, kind: 'attribute', attribute: 'pose', to: null }],
        });
      }),
    );
    await note(
      'facetsAfterEdit',
      once(() => facets({})),
    );
    await note(
      'editOf1000',
      once(() => {
        const edits = Array.from(
          { length: 1_000 },
          (_, index) => ({ faceId: 2_000 + index, kind: 'split', to: 'mine' }) as const,
        );
        return ask('faces.edit', { edits });
      }),
    );
    await note(
      'undoOf1000',
      once(() => ask('journal.undo', {})),
    );
    // A step of every face is a job: what counts is also how long whoever labels meanwhile waits.
    const everyFace = await ask('library.ids', {
      query: { filter: {}, sort: byId },
      offset: 0,
      limit: 200_000,
    });
    const edit = { kind: 'attribute', attribute: 'smile', to: 'yes' } as const;
    await notePatience('editOfAll', () =>
      runJob(studio, 'faces.editMany', { edit, faceIds: [...everyFace.ids] }),
    );
    await notePatience('undoOfAll', () => runJob(studio, 'journal.again', { direction: 'undo' }));
    return results;
  } finally {
    await studio.close();
  }
}
