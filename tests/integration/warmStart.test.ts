import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import type { RunHistory } from '@shared/contract/training';
import { CheckpointStore } from '../../src/main/learning/checkpoints/store';
import { parametersOf } from '../../src/main/models/parameters';
import { openProject } from '../../src/main/project/project';
import { createStudio } from '../../src/main/studio';
import { drawFaces, writeMtfl } from '../support/drawnFaces';
import { facet, facetJson } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

/** What no data set knows: a person says it of a few faces. */
const hat: Attribute = {
  ...{ id: 'hat', name: 'Hat', kind: 'boolean', mirrorSwaps: [] },
  values: [
    { id: 'no', name: 'No' },
    { id: 'yes', name: 'Yes' },
  ],
};

/** A project of drawn faces with a trained run, and a head that a person has added since, with some labels. */
async function projectWithBase(): Promise<{ project: string; train: (...words: string[]) => string[] }> {
  const folder = temporaryFolder();
  const faces = await drawFaces(40);
  writeMtfl(join(folder, 'mtfl'), { training: faces.slice(0, 32), testing: faces.slice(32) });
  const project = join(folder, 'project');
  await facetJson(['import', join(folder, 'mtfl'), '--project', project]);
  const train = (...words: string[]): string[] => ['train', '--project', project, '--batch', '8', ...words];
  await facetJson(train('--heads', 'landmarks,pose', '--steps', '6', '--name', 'base'));
  const opened = openProject(project, { mode: 'write' });
  try {
    opened.journal.changeTemplate({ kind: 'attribute-added', attribute: hat }, {}, 'test');
    const edits = Array.from({ length: 16 }, (_, index) => ({
      ...{ kind: 'attribute' as const, faceId: index + 1, attribute: 'hat' },
      to: index % 2 === 0 ? 'yes' : 'no',
    }));
    opened.journal.apply(edits, 'test');
  } finally {
    opened.close();
  }
  return { project, train };
}

function parametersIn(project: string, run: string): Map<string, readonly number[]> {
  const opened = openProject(project, { mode: 'read' });
  try {
    const { id } = opened.runs.get(run);
    const store = new CheckpointStore(opened.runs.folder(id), () => undefined);
    const checkpoint = store.load(run === 'base' ? 'best' : 'newest');
    return new Map([...parametersOf(checkpoint)].map(([name, { values }]) => [name, [...values]]));
  } finally {
    opened.close();
  }
}

async function historyOf(project: string, run: string): Promise<RunHistory> {
  const studio = createStudio();
  try {
    await studio.request('project.open', { folder: project, mode: 'read' });
    const answer = await studio.request('training.history', { run });
    if ('error' in answer) throw new Error(answer.error.message);
    return answer.ok;
  } finally {
    await studio.close();
  }
}

describe('a head that a person adds to what is trained', () => {
  it('learns on the trunk as it was, which then learns with it; what cannot be frozen is refused', async () => {
    const { project, train } = await projectWithBase();
    const warm = ['--heads', 'hat', '--start-from', 'base', '--epochs', '4'];
    await facetJson(train(...warm, '--freeze-trunk', '4', '--name', 'frozen'));
    await facetJson(train(...warm, '--freeze-trunk', '2', '--fine-tune-rate', '0.002', '--name', 'tuned'));
    const [base, frozen, tuned] = ['base', 'frozen', 'tuned'].map((run) => parametersIn(project, run)) as [
      Map<string, readonly number[]>,
      Map<string, readonly number[]>,
      Map<string, readonly number[]>,
    ];
    const ofTrunk = [...base.keys()].filter((name) => !name.startsWith('head/'));
    expect(ofTrunk.length).toBeGreaterThan(10);
    for (const name of ofTrunk) {
      expect(frozen.get(name), name).toEqual(base.get(name));
      expect(tuned.get(name), name).not.toEqual(base.get(name));
    }
    expect([...frozen.keys()].filter((name) => name.startsWith('head/'))).toEqual([
      'head/hat/weights',
      'head/hat/bias',
    ]);
    // 15 faces that are not held out, in batches of 8: two epochs are four steps.
    const { learningRate, start } = await historyOf(project, 'tuned');
    expect(start).toMatchObject({
      ...{ from: 'base', kind: 'run', checkpointStep: 6, heads: [] },
      byChance: [{ part: 'head/hat', reason: 'it is not in it' }],
    });
    const print = await facet(['fingerprint', 'tuned', '--project', project]);
    expect(print.out).toContain(
      'It began from the run “base” (its checkpoint of step 6, the best in validation): its whole trunk; by chance began the head hat. The trunk stayed as it was for 2 epochs',
    );
    expect(learningRate).toBeLessThan(0.002);

    const refused = async (...words: string[]): Promise<unknown> => {
      const end = await facet([...train(...words), '--json']);
      expect(end.exitCode).toBe(1);
      return end.json()['error'];
    };
    expect(await refused('--heads', 'hat', '--freeze-trunk', '2')).toMatchObject({
      code: 'bad-freeze',
      message: expect.stringContaining('begins by chance') as string,
    });
    expect(await refused(...warm, '--freeze-trunk', '5')).toMatchObject({
      code: 'bad-freeze',
      message: expect.stringContaining('the run has 4 (8 steps). Freeze it for 4 epochs at most') as string,
    });
    // The tutorial's network is another one: of its layers none fits.
    const other = ['--preset', 'tutorial', '--start-from', 'base', '--freeze-trunk', '2'];
    expect(await refused(...other)).toMatchObject({ code: 'nothing-to-start-from' });
    const runs = (await facetJson(['runs', '--project', project])) as { runs: { name: string }[] };
    expect(runs.runs.map(({ name }) => name)).toEqual(['base', 'frozen', 'tuned']);
  }, 600_000);

  it('is weighed with the others, its weights in the log, and a resumed run goes on with them', async () => {
    const { project, train } = await projectWithBase();
    const words = ['--heads', 'pose,hat', '--weighting', 'uncertainty', '--name', 'weighed'];
    await facetJson(train(...words, '--steps', '3'));
    await facetJson(train(...words, '--steps', '6', '--resume'));
    const { curve } = await historyOf(project, 'weighed');
    expect(Object.keys(curve.weights)).toEqual(['pose', 'hat']);
    expect(curve.weights['pose']).toHaveLength(6);
    expect(new Set(curve.weights['pose']).size).toBe(6);
    const changed = await facet([
      ...train('--name', 'weighed', '--weighting', 'pcgrad', '--resume'),
      '--json',
    ]);
    expect(changed.json()['error']).toMatchObject({ code: 'resume-changes' });
    const wrong = await facet([...train('--weighting', 'gradnorm:alpha=-1'), '--json']);
    expect(wrong.exitCode).toBe(2);
    const weightless = await facet([...train('--weights', 'pose=0'), '--json']);
    expect(weightless.exitCode).toBe(2);
    expect(weightless.json()['error']).toMatchObject({
      message: expect.stringContaining('weights above zero') as string,
    });
  }, 600_000);
});
