import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openProject } from '../../src/main/project/project';
import { WriterLock } from '../../src/main/project/writerLock';
import { installedTensorFlow } from '../../src/main/runtime/tensorflow/state';
import { linkManyFaces } from '../support/drawnFaces';
import { facet, facetJson, oneThread, startFacet, wasm } from '../support/facet';
import { importedProject } from '../support/importedProject';
import { temporaryFolder } from '../support/temporaryFolder';
import { loadScript } from '../unit/scripts/loadScript';

const { isNewEnough } = await loadScript<{ readonly isNewEnough: (version: string) => boolean }>('node.mjs');

const backends = [
  { backend: 'wasm', environment: wasm },
  ...(installedTensorFlow() ? [{ backend: 'tensorflow', environment: oneThread }] : []),
];

/** Far more than anybody waits for: such a training ends by a signal. */
const endless = ['--steps', '100000'];
/** The bar of a running training; its first step is done. */
const training = /^training .* of 100,000/m;

function stateOf(project: string, run: string): string {
  const opened = openProject(project, { mode: 'read' });
  try {
    return opened.runs.get(run).state;
  } finally {
    opened.close();
  }
}

describe.each(backends)('a training on $backend', ({ backend, environment }) => {
  it('stopped by Ctrl+C, killed and resumed, ends with the bytes of one that ran through', async () => {
    const project = await importedProject({ training: 12, testing: 4 });
    const train = ['train', '--project', project, '--preset', 'tutorial', '--batch', '4', '--seed', '7'];

    const first = startFacet([...train, '--name', 'cut', ...endless, '--json'], { environment });
    await first.says(training);
    // Nobody else may write meanwhile, and is told who does; anybody may read.
    const second = await facet([...train, '--json'], environment);
    expect(second.exitCode).toBe(1);
    expect(second.json()).toMatchObject({
      error: { code: 'project-locked', details: { writer: { pid: first.processId } } },
    });
    expect(second.errors).toContain(`process ${first.processId}`);
    expect(await facetJson(['runs', '--project', project])).toMatchObject({
      runs: [{ name: 'cut', state: 'training' }],
    });
    first.kill('SIGINT');
    const stopped = await first.ended;
    expect(stopped.exitCode).toBe(130);
    expect(stopped.json()).toMatchObject({ interrupted: true, result: { run: 'cut', backend } });
    const { global_step: stoppedAt } = stopped.json()['result'] as { global_step: number };
    expect(stopped.errors).toContain('its checkpoint is kept');
    expect(stateOf(project, 'cut')).toBe('stopped');
    expect(readdirSync(join(project, 'runs', '1', 'checkpoints'))).toContain(checkpointFile(stoppedAt));

    // The same words again go on with the same run.
    const killed = startFacet([...train, '--name', 'cut', ...endless, '--resume'], { environment });
    await killed.says(training);
    killed.kill('SIGKILL');
    expect((await killed.ended).exitCode).toBeNull();
    expect(stateOf(project, 'cut')).toBe('interrupted');

    const end = stoppedAt + 3;
    const resuming = ['train', '--project', project, '--resume', '--steps', String(end)];
    expect(await facetJson(resuming, environment)).toMatchObject({ run: 'cut', global_step: end, backend });
    const through = [...train, '--name', 'through', '--steps', String(end)];
    expect(await facetJson(through, environment)).toMatchObject({ run: 'through', global_step: end });
    for (const file of [`checkpoints/${checkpointFile(end)}`, 'events.jsonl']) {
      const [resumed, uncut] = ['1', '2'].map((run) => readFileSync(join(project, 'runs', run, file)));
      expect(resumed!.equals(uncut!), file).toBe(true);
    }
  });
});

function checkpointFile(step: number): string {
  return `step-${String(step).padStart(8, '0')}.checkpoint`;
}

describe('Ctrl+C', () => {
  it('counts as such also for an engine that is not up yet, and for one whose launcher is an older Node', async () => {
    const project = await importedProject({ training: 12, testing: 4 });
    const words = ['train', '--project', project, '--preset', 'tutorial', '--batch', '4', ...endless];
    const starting = startFacet(words, { environment: wasm });
    await starting.says(/^starting the engine/m);
    starting.killGroup('SIGINT');
    const end = await starting.ended;
    expect([end.exitCode, end.errors]).toEqual([130, expect.not.stringContaining('engine ended')]);
    expect(stateOf(project, 'tutorial-1')).toBe('stopped');

    // The Node on the PATH, whichever it is: an older one hands the work to the packaged one.
    const launched = startFacet([...words, '--resume'], { environment: wasm, node: 'node' });
    await launched.says(training);
    launched.kill('SIGINT');
    expect(await launched.ended).toMatchObject({ exitCode: 130 });
    expect(stateOf(project, 'tutorial-1')).toBe('stopped');
  });

  it.runIf(onOlderNode())(
    'and SIGKILL to an older Node leave no command behind that holds the project',
    async () => {
      const project = await importedProject({ training: 12, testing: 4 });
      const words = ['train', '--project', project, '--preset', 'tutorial', '--batch', '4', ...endless];
      const launched = startFacet(words, { environment: wasm, node: 'node' });
      await launched.says(training);
      expect(WriterLock.isHeld(project)).toBe(true);
      launched.kill('SIGKILL');
      await vi.waitFor(() => expect(WriterLock.isHeld(project)).toBe(false), { timeout: 60_000 });
    },
  );

  it('during an import and a prediction keeps what is done, whole', async () => {
    const folder = temporaryFolder();
    const [data, project, output] = ['data', 'project', 'output'].map((name) => join(folder, name));
    const count = 3000;
    await linkManyFaces(data!, count);
    const importing = startFacet(['import', data!, '--project', project!, '--json']);
    await importing.says(/^importing faces/m);
    importing.kill('SIGINT');
    const stopped = await importing.ended;
    expect([stopped.exitCode, stopped.json()]).toEqual([130, { interrupted: true, result: null }]);
    const kept = facesIn(project!);
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(count);
    expect(await facetJson(['import', data!, '--project', project!])).toMatchObject({
      read: count,
      imported: count - kept,
      updated: kept,
    });

    await facetJson(['train', '--project', project!, '--preset', 'tutorial', '--steps', '1'], wasm);
    const words = [
      '--faces',
      'whole',
      '--run',
      'tutorial-1',
      '--input',
      data!,
      '--output',
      output!,
      '--format',
      'csv,coco',
      '--json',
    ];
    const predicting = startFacet(['predict', '--project', project!, ...words], { environment: wasm });
    await predicting.says(/^predicting .* of 3,000/m);
    predicting.kill('SIGINT');
    const cut = await predicting.ended;
    expect(cut.exitCode).toBe(130);
    const { images, faces } = cut.json()['result'] as { images: number; faces: number };
    expect(images).toBeLessThan(count);
    expect(readdirSync(output!).sort()).toEqual([
      'predictions.coco.json',
      'predictions.csv',
      'predictions.log',
    ]);
    const rows = readFileSync(join(output!, 'predictions.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rows).toHaveLength(faces + 1);
    const coco = JSON.parse(readFileSync(join(output!, 'predictions.coco.json'), 'utf8')) as {
      images: unknown[];
    };
    expect(coco.images).toHaveLength(faces);
  });
});

function facesIn(project: string): number {
  const opened = openProject(project, { mode: 'read' });
  try {
    return opened.faces.count();
  } finally {
    opened.close();
  }
}

/** Whether the Node that a person's PATH names is one that only starts the command. */
function onOlderNode(): boolean {
  const found = spawnSync('node', ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return found.status === 0 && !isNewEnough(found.stdout.trim());
}
