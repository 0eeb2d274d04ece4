import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Channel, Params } from '@shared/contract/channels';
import { mistakesQuery } from '@shared/insight/mistakesQuery';
import type { Outcome } from '@shared/insight/outcome';
import type { HeadOutputs } from '@shared/learning/results';
import { openProject, type Project } from '../src/main/project/project';
import { allTargets } from '../src/main/project/results/headTargets';
import { createStudio } from '../src/main/studio';
import { fillProject } from './filledProject';

const rounds = 9;
const [run, split] = ['random', 'all'];

/**
 * Makes a project of faces with random labels and an evaluation of all of them (and no images), then asks the studio
 * what Inspect asks as its window opens, and the Library when a chart is clicked. Prints milliseconds: of what comes
 * first once, of what comes again the median.
 */
export async function main(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  try {
    const file = join(folder, 'project');
    fillProject(file, count);
    const project = openProject(file, { mode: 'write' });
    const recorded = evaluate(project);
    project.close();
    console.log(JSON.stringify({ ...recorded, ...(await measure(file)) }, null, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a run that is right about two times of three says; how long it takes to keep it and to count it. */
export function evaluate(project: Project): { readonly faces: number; readonly recordMilliseconds: number } {
  const { id, configuration } = project.runs.get(run);
  const faces = project.faces.forLearning();
  const targets = allTargets(configuration.heads, project.template, faces);
  const heads = configuration.heads.map(({ name, kind, target }): readonly [string, HeadOutputs] => {
    const own = targets[name]!;
    const attribute =
      target.from === 'attribute'
        ? project.template.attributes.find(({ id: known }) => known === target.attribute)
        : undefined;
    const width = attribute?.values.length ?? own.targetWidth - 1;
    const values = new Float32Array(faces.count * width);
    const errors = new Float32Array(faces.count).fill(Number.NaN);
    for (let face = 0; face < faces.count; face += 1) {
      const label = own.targets[face * own.targetWidth]!;
      const noise = (face * 7919) % 1000;
      for (let place = 0; place < width; place += 1) {
        const near = attribute ? Number(place === label) : own.targets[face * own.targetWidth + place]!;
        values[face * width + place] = attribute
          ? (near * 2 + ((noise * (place + 3)) % 1000) / 500) / (2 + width)
          : near + ((noise * (place + 1)) % 100) / 10;
      }
      if (Number.isNaN(label)) continue;
      const said = values.subarray(face * width, (face + 1) * width);
      errors[face] = attribute ? Number(said.indexOf(Math.max(...said)) !== label) : noise / 2000;
    }
    return [name, { kind, width, values, losses: errors, errors }];
  });
  const startedMs = performance.now();
  project.evaluations.record(
    id,
    {
      ...{ split, checkpoint: 'newest', globalStep: 1, seconds: 1 },
      engine: { backend: 'wasm', device: 'none', library: 'none', notice: null },
      ...{ metrics: {}, floors: {}, confusion: {} },
    },
    faces.faceIds,
    { count: faces.count, heads: Object.fromEntries(heads) },
    { readAt: new Date().toISOString(), journalId: project.journal.lastId(), targets },
  );
  return { faces: faces.count, recordMilliseconds: rounded(performance.now() - startedMs) };
}

async function measure(folder: string): Promise<Record<string, number>> {
  const studio = createStudio();
  async function ask<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Answer<Name>> {
    const answer = await studio.request(channel, params);
    if ('error' in answer) throw new Error(answer.error.message);
    return JSON.parse(JSON.stringify(answer.ok)) as Answer<Name>;
  }
  const results: Record<string, number> = {};
  async function once(name: string, work: () => Promise<unknown>): Promise<void> {
    const startedMs = performance.now();
    await work();
    results[`${name}Milliseconds`] = rounded(performance.now() - startedMs);
  }
  async function median(name: string, work: (round: number) => Promise<unknown>): Promise<void> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startedMs = performance.now();
      await work(round);
      times.push(performance.now() - startedMs);
    }
    results[`${name}Milliseconds`] = rounded(times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!);
  }
  const of = (head: string): { run: string; split: string; head: string } => ({ run, split, head });
  const mistakes = (head: string, offset: number): Promise<unknown> =>
    ask('inspect.mistakes', { ...of(head), offset, limit: 60 });
  const filtered = (outcome: Outcome): Promise<unknown> =>
    ask('library.window', {
      query: {
        filter: { evaluated: { ...of('pose'), outcome } },
        sort: { by: 'mistake', ...of('pose'), descending: true },
      },
      offset: 0,
      limit: 200,
    });
  try {
    await ask('project.open', { folder, mode: 'write' });
    await once('firstEvaluations', () => ask('inspect.evaluations', { run }));
    await once('firstPoints', () => ask('inspect.head', of('landmarks')));
    await once('firstPointMistakes', () => mistakes('landmarks', 0));
    await median('evaluations', () => ask('inspect.evaluations', { run }));
    await median('points', () => ask('inspect.head', of('landmarks')));
    await median('choice', () => ask('inspect.head', of('pose')));
    await once('firstChoiceMistakes', () => mistakes('pose', 0));
    await median('mistakesAnywhere', (round) => mistakes('pose', round * 2_000));
    await once('firstCell', () => filtered({ label: 'left', predicted: 'frontal' }));
    await median('cell', () => filtered({ label: 'left', predicted: 'frontal' }));
    await median('anotherCell', (round) => filtered({ confidence: { above: round / 10 } }));
    await median('position', (round) =>
      ask('library.position', { query: mistakesQuery(of('pose'), 'choice'), faceId: 1 + round * 100 }),
    );
    await ask('faces.edit', {
      edits: Array.from({ length: 1_000 }, (_, index) => {
        return { faceId: 10 + index, kind: 'attribute', attribute: 'pose', to: null } as const;
      }),
    });
    await median('evaluationsAfter1000Edits', () => ask('inspect.evaluations', { run }));
    return results;
  } finally {
    await studio.close();
  }
}

function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(1));
}
