import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeletedRun, DeletedStudy } from '@shared/contract/deletion';
import type { ReproduceReport } from '@shared/contract/reproduction';
import { inlineCropReader } from '../../src/main/images/cropReader';
import { startEngine } from '../../src/main/learning/engine/client';
import { openProject } from '../../src/main/project/project';
import { EngineRoom } from '../../src/main/runs/engineRoom';
import { writeReproduction } from '../../src/main/runs/reproduction';
import type { RunServices } from '../../src/main/runs/services';
import { trainRun } from '../../src/main/runs/train';
import { facet, facetJson, facetReport, wasm } from '../support/facet';
import { importedProject } from '../support/importedProject';
import { temporaryFolder } from '../support/temporaryFolder';
import { pictureProject, recordingJob } from '../unit/main/runs/support';

/** As little as a training can be. */
const tiny = ['--preset', 'studio', '--batch', '4', '--heads', 'pose', '--steps', '2'];

async function labelsOf(project: string): Promise<string> {
  const output = join(temporaryFolder(), 'labels');
  await facetJson(['export', '--project', project, '--output', output, '--as', 'csv']);
  const file = readdirSync(output).find((name) => name.endsWith('.csv'))!;
  return readFileSync(join(output, file), 'utf8');
}

describe('a run that was trained, evaluated and asked for suggestions', () => {
  it('is deleted with all of it, and neither labels nor what began with its weights are touched', async () => {
    const project = await importedProject();
    const on = ['--project', project];
    await facetJson(['train', ...on, ...tiny, '--name', 'one'], wasm);
    await facetJson(['evaluate', ...on, '--run', 'one'], wasm);
    await facetJson(['suggest', ...on, '--run', 'one'], wasm);
    await facetJson(['train', ...on, ...tiny, '--name', 'two', '--start-from', 'one'], wasm);
    const labels = await labelsOf(project);

    const deleted = await facetReport<DeletedRun>(['delete-run', 'ONE', ...on]);
    expect(deleted.run).toBe('one');
    expect(deleted.freedBytes).toBeGreaterThan(10_000);
    expect(readdirSync(join(project, 'runs'))).toEqual(['2']);
    expect(await labelsOf(project)).toBe(labels);
    const again = await facet(['delete-run', 'one', ...on, '--json'], wasm);
    expect([again.exitCode, again.json()]).toMatchObject([1, { error: { code: 'run-unknown' } }]);

    await facetJson(['train', ...on, '--name', 'two', '--resume', '--steps', '3'], wasm);
    await facetJson(['evaluate', ...on, '--run', 'two'], wasm);
    expect(await facetReport(['runs', ...on])).toMatchObject({ runs: [{ name: 'two', globalStep: 3 }] });
  });

  it('takes its unfinished repetitions from no other run that gets its name', async () => {
    const project = await importedProject();
    const on = ['--project', project];
    const train = ['train', ...on, ...tiny, '--name', 'one'];
    await facetJson(train, wasm);
    const reproduce = ['reproduce', 'one', ...on];
    expect(await facetReport<ReproduceReport>(reproduce)).toMatchObject({ run: 'one-again-1' });
    // As if it had been stopped on its way.
    const opened = openProject(project, { mode: 'write' });
    const { id } = opened.runs.get('one-again-1');
    opened.runs.updateState(id, 'stopped');
    writeReproduction(opened.runs.folder(id), { of: 'one', closeness: null });
    opened.close();
    await facetJson(['delete-run', 'one', ...on], wasm);
    await facetJson(train, wasm);
    expect(await facetReport<ReproduceReport>(reproduce)).toMatchObject({ run: 'one-again-2', of: 'one' });
  });
});

describe('a run at work', () => {
  it('is not deleted from its preparation to its last step, and is afterwards', async () => {
    const project = await pictureProject(8);
    const engines = new EngineRoom('wasm', startEngine);
    onTestFinished(() => engines.close());
    const refusals: Promise<unknown>[] = [];
    const attempt = async (): Promise<unknown> => {
      const code = (thrown: { readonly code?: string }): unknown => thrown.code;
      return project.runs.delete([project.runs.get('run')]).then(() => 'deleted', code);
    };
    const job = recordingJob();
    const emit: RunServices['emit'] = ({ name }) => {
      if (name.startsWith('training.')) refusals.push(attempt());
    };
    const wishes = { preset: 'tutorial', name: 'run', batchSize: 4, steps: 2 } as const;
    const { stopped } = await trainRun({ project, engines, reader: inlineCropReader(), emit, job }, wishes);
    expect(stopped).toBe('finished');
    const codes = await Promise.all(refusals);
    // The last event says that the training is over.
    expect([new Set(codes.slice(0, -1)), codes.at(-1)]).toEqual([new Set(['run-at-work']), 'deleted']);
    expect(codes.length).toBeGreaterThan(3);
    expect(project.runs.list()).toEqual([]);
  });
});

describe('a study', () => {
  it('is deleted with its runs, of which none goes alone, and its name can be used again', async () => {
    const project = await importedProject();
    const on = ['--project', project];
    const two = ['--heads', 'landmarks,pose', '--sets', 'alone', '--seeds', '1'];
    const ablate = ['ablate', ...on, ...tiny, '--input-size', '16', ...two];
    await facetJson(['train', ...on, ...tiny, '--name', 'mine'], wasm);
    await facetJson(ablate, wasm);
    const runs = await facet(['runs', ...on], wasm);
    expect(runs.out).toMatch(/2 runs of studies are not shown: --trials shows them\.\s*$/);
    expect(runs.out).not.toMatch(/^ablation-1-1 /m);

    const refused = await facet(['delete-run', 'ablation-1-1', ...on, '--json'], wasm);
    expect(refused.json()).toMatchObject({ error: { code: 'run-of-study' } });
    expect(refused.errors).toContain('Delete the study, and its runs go with it.');
    const deleted = await facetReport<DeletedStudy>(['delete-study', 'ablation-1', ...on]);
    expect(deleted).toMatchObject({ study: 'ablation-1', runs: ['ablation-1-1', 'ablation-1-2'] });
    expect(await facetReport(['studies', ...on])).toEqual({ studies: [] });
    expect(await facetReport(['runs', ...on, '--trials'])).toMatchObject({
      runs: [{ name: 'mine' }],
      notShown: 0,
    });
    expect(readdirSync(join(project, 'runs'))).toEqual(['1']);

    expect(await facetReport(ablate)).toMatchObject({ name: 'ablation-1', over: true });
    expect(existsSync(join(project, 'runs', '4'))).toBe(true);
  });
});
