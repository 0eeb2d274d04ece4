import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Channel, Params } from '@shared/contract/channels';
import type { LibraryFilter, LibrarySort } from '@shared/contract/library';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { FaceOutputs } from '@shared/learning/results';
import { Random } from '../src/main/learning/random';
import type { ImportedFace } from '../src/main/project/faces/importRepository';
import { createProject, type Project } from '../src/main/project/project';
import { createStudio } from '../src/main/studio';

const rounds = 9;
const random = Random.fromSeed(1, 'library');

/**
 * Makes a project of faces with random labels, points and predictions (and no images), then asks the studio what
 * the Library asks, as a window does: through the contract, answers as JSON. Prints medians in milliseconds.
 */
export async function main(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  try {
    fill(join(folder, 'project'), count);
    console.log(JSON.stringify({ faces: count, ...(await measure(join(folder, 'project'))) }, null, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(folder: string, count: number): void {
  const project = createProject(folder);
  const source = project.sources.add({ kind: 'folder', folder: '/nowhere' });
  const importId = project.imports.begin('/nowhere', 'bench');
  for (let start = 1; start <= count; start += 2_000) {
    const size = Math.min(2_000, count - start + 1);
    const faces = Array.from({ length: size }, (_, index) => randomFace(start + index, source.id));
    project.faces.upsertImported(faces, importId);
  }
  project.imports.finish(importId);
  const { id: runId } = project.runs.create({
    name: 'random',
    configuration: presetConfiguration('studio', mtflTemplate),
  });
  for (let start = 1; start <= count; start += 2_000) {
    const size = Math.min(2_000, count - start + 1);
    const ids = Array.from({ length: size }, (_, index) => start + index);
    project.predictions.record(runId, 1, ids, randomOutputs(size));
  }
  edit(project, count);
  project.close();
}

function randomFace(number: number, sourceId: number): ImportedFace {
  const labels = mtflTemplate.attributes.map(({ id, values }) => {
    return [id, random.uniform() < 0.02 ? null : values[random.integer(values.length)]!.id] as const;
  });
  const missing = random.uniform() < 0.02 ? random.integer(5) : -1;
  return {
    sourceId,
    imagePath: `${['lfw_5590', 'net_7876', 'AFLW'][random.integer(3)]}/${random.integer(1e9)}_${number}.jpg`,
    imageWidthPx: 250,
    imageHeightPx: 250,
    // Some are copies of others.
    contentHash: `${random.uniform() < 0.01 ? random.integer(100) : number}`.padStart(64, '0'),
    split: number % 4 === 3 ? 'testing' : 'training',
    box: random.uniform() < 0.1 ? { x: 50, y: 50, width: 100, height: 120, drawnBy: 'hand' } : null,
    landmarks: Array.from({ length: 5 }, (_, point) => ({
      x: 60 + 120 * random.uniform(),
      y: 60 + 120 * random.uniform(),
      visibility: point === missing ? 0 : 2,
    })),
    attributes: Object.fromEntries(labels),
    origin: { file: 'training.txt', line: number },
  };
}

function randomOutputs(count: number): FaceOutputs {
  const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => random.uniform());
  const head = (kind: 'landmarks' | 'multi-class', width: number): FaceOutputs['heads'][string] => ({
    kind,
    width,
    values: numbers(count * width),
    losses: numbers(count),
    errors: numbers(count),
  });
  const attributes = mtflTemplate.attributes.map(
    ({ id, values }) => [id, head('multi-class', values.length)] as const,
  );
  return { count, heads: { landmarks: head('landmarks', 10), ...Object.fromEntries(attributes) } };
}

/** A person has been at work: some faces are edited, flagged or deleted. */
function edit(project: Project, count: number): void {
  const some = (share: number): number[] =>
    Array.from({ length: Math.round(count * share) }, () => 1 + random.integer(count));
  project.journal.apply(
    [
      ...some(0.01).map((faceId) => ({ faceId, kind: 'flagged', to: true }) as const),
      ...some(0.01).map((faceId) => ({ faceId, kind: 'deleted', to: true }) as const),
      ...some(0.01).map((faceId) => ({ faceId, kind: 'attribute', attribute: 'smile', to: 'yes' }) as const),
    ],
    'bench',
  );
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
    return results;
  } finally {
    await studio.close();
  }
}
