import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Closeness, FingerprintView, ReproduceReport } from '@shared/contract/reproduction';
import type { StudyView } from '@shared/contract/trials';
import { openProject } from '../../src/main/project/project';
import { facet, facetJson, facetReport, startFacet, wasm } from '../support/facet';
import { importedProject } from '../support/importedProject';

/** As little as a training can be. */
const tiny = ['--preset', 'studio', '--batch', '4'];
const small = [...tiny, '--input-size', '16'];

/** Gives a training face another pose, as a person would in Annotate. */
function relabel(project: string): void {
  const opened = openProject(project, { mode: 'write' });
  try {
    const [faceId] = opened.faces.forLearning({ splits: ['training'] }).faceIds;
    const { attributes } = opened.faces.get(faceId!);
    const to = attributes['pose'] === 'left' ? 'right' : 'left';
    opened.journal.apply([{ kind: 'attribute', faceId: faceId!, attribute: 'pose', to }], 'somebody');
  } finally {
    opened.close();
  }
}

describe('a run', () => {
  it('is trained again to the same bits, and not where a label has changed unless that is wished', async () => {
    const project = await importedProject();
    const train = ['train', '--project', project, ...tiny, '--steps', '3', '--heads', 'landmarks,pose'];
    await facetJson([...train, '--name', 'one'], wasm);
    const print = await facetReport<FingerprintView>(['fingerprint', 'one', '--project', project]);
    expect(print).toMatchObject({
      run: 'one',
      seed: 1,
      fingerprint: { sessions: [{ fromStep: 0, totalSteps: 3, data: { faces: 16 } }] },
      changes: { labels: 0, files: 0, added: 0, removed: 0 },
    });

    const again = await facetReport<ReproduceReport>(['reproduce', 'one', '--project', project]);
    expect(again).toMatchObject({ run: 'one-again-1', of: 'one' });
    const { weights, measured, differences } = again.closeness as Closeness;
    expect([weights, differences]).toEqual([
      { identical: true, largestDifference: 0, relativeDifference: 0 },
      [],
    ]);
    expect(measured!.again).toEqual(measured!.original);
    const second = await facetReport<FingerprintView>(['fingerprint', 'one-again-1', '--project', project]);
    expect(second).toMatchObject({
      print: print.print,
      reproduction: { of: 'one', closeness: again.closeness },
    });

    relabel(project);
    const refused = await facet(['reproduce', 'one', '--project', project, '--json'], wasm);
    expect([refused.exitCode, refused.json()]).toMatchObject([
      1,
      { error: { code: 'fingerprint-changed', details: { labels: 1, files: 0, added: 0, removed: 0 } } },
    ]);
    expect(refused.errors).toContain('1 face with other labels');
    const despite = ['reproduce', 'one', '--project', project, '--despite-changes'];
    expect(await facetReport<ReproduceReport>(despite)).toMatchObject({
      run: 'one-again-2',
      closeness: { weights: { identical: false }, changes: { labels: 1 } },
    });
  });

  it('whose repetition is killed goes on with it', async () => {
    const project = await importedProject();
    const train = [
      'train',
      '--project',
      project,
      ...tiny,
      '--heads',
      'pose',
      '--steps',
      '12',
      '--name',
      'one',
    ];
    await facetJson(train, wasm);
    const words = ['reproduce', 'one', '--project', project];
    const cut = startFacet(words, { environment: wasm });
    await cut.says(/^training .* of 12/m);
    cut.kill('SIGKILL');
    await cut.ended;
    expect(await facetReport<ReproduceReport>(words)).toMatchObject({
      run: 'one-again-1',
      closeness: { globalStep: 12, weights: { identical: true } },
    });
  });

  it('whose fingerprint cannot be read is refused, and says why', async () => {
    const project = await importedProject();
    await facetJson(
      ['train', '--project', project, ...tiny, '--heads', 'pose', '--steps', '1', '--name', 'one'],
      wasm,
    );
    writeFileSync(join(project, 'runs', '1', 'fingerprint.json'), 'damaged');
    const refused = await facet(['reproduce', 'one', '--project', project, '--json'], wasm);
    expect(refused.json()).toMatchObject({ error: { code: 'fingerprint-missing' } });
  });
});

describe('an ablation', () => {
  it('killed and gone on with trains nothing twice, and has the table of one that ran through', async () => {
    const project = await importedProject();
    const plan = [...small, '--steps', '4', '--heads', 'landmarks,pose', '--seeds', '2'];
    const words = ['ablate', '--project', project, ...plan, '--name', 'cut'];
    const cut = startFacet(words, { environment: wasm });
    await cut.says(/Training “cut-3”/);
    cut.kill('SIGKILL');
    await cut.ended;
    const begun = openProject(project, { mode: 'read' });
    const first = begun.runs.get('cut-1');
    begun.close();

    const [listed] = (await facetReport<{ studies: StudyView[] }>(['studies', '--project', project])).studies;
    expect(listed!.trials.map(({ state }) => state).slice(0, 2)).toEqual(['done', 'done']);
    expect([listed!.over, listed!.atWork]).toEqual([false, null]);
    const resumed = await facetReport<StudyView & { table: object }>([
      'ablate',
      '--project',
      project,
      '--resume',
    ]);
    expect(resumed.over).toBe(true);
    expect(resumed.trials).toHaveLength(6);
    const after = openProject(project, { mode: 'read' });
    expect(after.runs.get('cut-1')).toEqual(first);
    after.close();

    const through = await facetReport<StudyView & { table: object }>([
      ...['ablate', '--project', project, ...plan, '--name', 'through'],
    ]);
    expect(resumed.table).toEqual(through.table);
    expect(through.table).toMatchObject({
      metrics: { landmarks: 'nme', pose: 'accuracy' },
      rows: [{ set: ['landmarks'], seeds: 2 }, { set: ['pose'] }, { set: ['landmarks', 'pose'] }],
    });
    const shown = await facet(['studies', '--project', project, '--name', 'through'], wasm);
    expect(shown.out).toMatch(/landmarks \+ pose +2 +[\d.]+ ± [\d.]+ % \([+−][\d.]+ ± [\d.]+ %/);
  });

  it('is not gone on with where labels have changed, unless that is wished', async () => {
    const project = await importedProject();
    const plan = [...small, '--steps', '2', '--heads', 'landmarks,pose', '--sets', 'alone', '--seeds', '2'];
    const cut = startFacet(['ablate', '--project', project, ...plan], { environment: wasm });
    await cut.says(/Training “ablation-1-2”/);
    cut.kill('SIGKILL');
    await cut.ended;
    relabel(project);
    const resume = ['ablate', '--project', project, '--resume'];
    const refused = await facet([...resume, '--json'], wasm);
    expect(refused.json()).toMatchObject({ error: { code: 'study-data-changed' } });
    expect(await facetReport<StudyView>([...resume, '--despite-changes'])).toMatchObject({
      over: true,
      dataChanged: true,
    });
  });
});

/** A project, and a space to search beside it. */
async function projectWithSpace(): Promise<{ readonly project: string; readonly space: string }> {
  const project = await importedProject();
  const space = join(project, '..', 'space.json');
  const declared = { learningRate: { from: 0.0001, to: 0.05, scale: 'log' }, dropout: [0, 0.3] };
  writeFileSync(space, JSON.stringify(declared));
  return { project, space };
}

describe('a search', () => {
  it('killed and gone on with goes on from its trials’ checkpoints, and finds what one that ran through finds', async () => {
    const { project, space } = await projectWithSpace();
    const plan = [
      ...small,
      '--steps',
      '4',
      '--heads',
      'landmarks,pose',
      '--trials',
      '4',
      '--keep-one-of',
      '2',
    ];
    const words = ['search', '--project', project, '--space', space, ...plan];
    const cut = startFacet([...words, '--name', 'cut'], { environment: wasm });
    // The second rung, in which a trial goes on.
    await cut.says(/Training “cut-4”[^]*Training “cut-\d”/);
    cut.kill('SIGKILL');
    await cut.ended;
    const resumed = await facetReport<StudyView>([
      'search',
      '--project',
      project,
      '--name',
      'cut',
      '--resume',
    ]);
    const through = await facetReport<StudyView>([...words, '--name', 'through']);
    const outcome = ({ trials }: StudyView) => trials.map(({ state, results }) => [state, results]);
    expect(outcome(resumed)).toEqual(outcome(through));
    expect(through.trials.map(({ state }) => state).sort()).toEqual([
      'done',
      'dropped',
      'dropped',
      'dropped',
    ]);

    // A trial that came to the end is the run that a training with its settings would have been.
    const best = through.trials.find(({ state }) => state === 'done')!;
    const opened = openProject(project, { mode: 'read' });
    const { id, configuration } = opened.runs.get(best.run);
    opened.close();
    const steps = readFileSync(join(project, 'runs', String(id), 'events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; learningRate?: number })
      .filter(({ type }) => type === 'step');
    const { learningRate, schedule } = configuration.optimizer;
    const { lowest = 0 } = schedule.kind === 'cosine' ? schedule : {};
    // Its schedule is that of the whole duration from the first step on, whatever the rungs.
    const cosine = [0, 1, 2, 3].map((step) => 0.5 * (1 + Math.cos((Math.PI * step) / 4)));
    const rates = cosine.map((share) => expect.closeTo(learningRate * (lowest + (1 - lowest) * share), 12));
    expect(steps.map((step) => step.learningRate)).toEqual(rates);
  });

  it('of a space or by a metric that cannot be fails before anything is written, and says why', async () => {
    const { project, space } = await projectWithSpace();
    const search = async (...words: readonly string[]) => {
      const end = await facet(['search', '--project', project, '--json', ...words], wasm);
      expect(end.exitCode).toBe(1);
      return end;
    };
    const file = join(project, '..', 'other.json');
    for (const [declared, code] of [
      [{}, 'search-space-empty'],
      [{ learningRat: [1, 2] }, 'search-space-invalid'],
      [[1], 'search-space-invalid'],
    ] as const) {
      writeFileSync(file, JSON.stringify(declared));
      expect((await search('--space', file)).json()).toMatchObject({ error: { code } });
    }
    const unknown = await search('--space', space, '--objective', 'nme/nose');
    expect(unknown.json()).toMatchObject({ error: { code: 'objective-unknown' } });
    expect(unknown.errors).toContain('nme/landmarks');
    expect(await facetJson(['studies', '--project', project])).toEqual({ studies: [] });
    expect(await facetJson(['runs', '--project', project])).toEqual({ runs: [], notShown: 0 });
  });
});
