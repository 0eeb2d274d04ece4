import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Answer, Channel, Params } from '@shared/contract/channels';
import { runJob } from '@shared/contract/client';
import type { EvaluateReport, SuggestReport } from '@shared/contract/reports';
import type { Attribute } from '@shared/domain/attribute';
import type { TemplateChange } from '@shared/domain/templateChange';
import { describe, expect, it } from 'vitest';
import { createStudio, type Studio } from '../../src/main/studio';
import { drawMtfl } from '../support/drawnMtfl';
import { temporaryFolder } from '../support/temporaryFolder';

const root = resolve(import.meta.dirname, '../..');

/** The real command; answers its last line. */
async function facet(...words: string[]): Promise<unknown> {
  const child = spawn(process.execPath, [join(root, 'scripts/facet.mjs'), ...words, '--json']);
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  expect([exitCode, errors]).toEqual([0, errors]);
  return JSON.parse(out.trim().split('\n').at(-1)!);
}

async function ask<Name extends Channel>(
  studio: Studio,
  channel: Name,
  params: Params<Name>,
): Promise<Answer<Name>> {
  const answer = await studio.request(channel, params);
  if ('error' in answer) throw new Error(`${channel}: ${answer.error.message}`);
  return answer.ok;
}

/** With the project open for writing, as a window has it. */
async function withStudio<Value>(project: string, work: (studio: Studio) => Promise<Value>): Promise<Value> {
  const studio = createStudio();
  try {
    await ask(studio, 'project.open', { folder: project, mode: 'write' });
    return await work(studio);
  } finally {
    await studio.close();
  }
}

async function evaluated(studio: Studio, run: string): Promise<EvaluateReport> {
  const end = await runJob(studio, 'runs.evaluate', { run, split: 'training', checkpoint: 'newest' });
  if (!end.result) throw new Error(end.error?.message ?? 'It was not evaluated.');
  return end.result;
}

/** The contract's lists can be written to, the domain's cannot. */
const asChange = (change: TemplateChange) => change as Params<'template.change'>['change'];
const added = (attribute: Attribute) => asChange({ kind: 'attribute-added', attribute });

const hat: Attribute = {
  ...{ id: 'hat', name: 'Hat', kind: 'boolean', mirrorSwaps: [] },
  values: [
    { id: 'no', name: 'No' },
    { id: 'yes', name: 'Yes' },
  ],
};
const light: Attribute = {
  ...{ id: 'light', name: 'Light', kind: 'category', mirrorSwaps: [['from_left', 'from_right']] },
  values: [
    { id: 'from_left', name: 'From the left' },
    { id: 'even', name: 'Even' },
    { id: 'from_right', name: 'From the right' },
  ],
};

describe('an attribute that a person adds', () => {
  it('is labelled, trained, evaluated and suggested; a run from before stays what it was', async () => {
    const folder = temporaryFolder();
    await drawMtfl(join(folder, 'mtfl'), 20);
    const project = join(folder, 'project');
    await facet('import', join(folder, 'mtfl'), '--project', project);
    const train = ['train', '--project', project, '--steps', '2', '--batch', '4', '--name'];
    await facet(...train, 'before');

    await withStudio(project, async (studio) => {
      await ask(studio, 'template.change', { change: added(hat) });
      await ask(studio, 'template.change', { change: added(light) });
      const edits = [1, 2, 3, 4, 5, 6].flatMap((faceId) => [
        { kind: 'attribute' as const, faceId, attribute: 'hat', to: faceId % 2 === 0 ? 'yes' : 'no' },
        { kind: 'attribute' as const, faceId, attribute: 'light', to: light.values[faceId % 3]!.id },
      ]);
      await ask(studio, 'faces.edit', { edits });
    });

    await facet(...train, 'after');
    const heads = (run: string): string[] =>
      (runs.find(({ name }) => name === run)?.configuration.heads ?? []).map(({ name }) => name);
    const { runs } = (await facet('runs', '--project', project)) as {
      runs: { name: string; configuration: { heads: { name: string }[] } }[];
    };
    const mtfl = ['landmarks', 'gender', 'smile', 'glasses', 'pose'];
    expect(heads('before')).toEqual(mtfl);
    expect(heads('after')).toEqual([...mtfl, 'hat', 'light']);

    const evaluation = await withStudio(project, (studio) => evaluated(studio, 'after'));
    // Six labelled faces of sixteen: the rest has no say in a head's numbers.
    expect(counted(evaluation, 'hat')).toBe(6);
    expect(counted(evaluation, 'light')).toBe(6);
    expect(counted(evaluation, 'pose')).toBe(evaluation.faces);
    expect(evaluation.confusion['light']!.values).toEqual(['from_left', 'even', 'from_right']);

    const suggested = (await facet('suggest', '--project', project, '--run', 'after')) as SuggestReport;
    expect(Object.keys(suggested.contradicted)).toEqual([...mtfl.slice(1), 'hat', 'light']);

    // Values are renamed, put in another order and taken away; points are exchanged.
    await withStudio(project, async (studio) => {
      const [left, even, right] = light.values;
      const changed = { ...light, values: [right!, { ...left!, name: 'Left' }], mirrorSwaps: [] };
      await ask(studio, 'template.change', {
        change: asChange({ kind: 'attribute-changed', attribute: changed }),
        moves: { [even!.id]: 'from_left' },
      });
      const scheme = await ask(studio, 'template.readScheme', {
        name: 'person.json',
        text: JSON.stringify({
          categories: [
            { name: 'person', keypoints: ['nose', 'left_eye', 'right_eye', 'chin'], skeleton: [[1, 4]] },
          ],
        }),
      });
      await ask(studio, 'template.change', { change: asChange({ kind: 'scheme-changed', scheme }) });

      // What the run said in its own values, of those that are left.
      const suggestion = await ask(studio, 'faces.suggestion', { faceId: 1, run: 'after' });
      expect(suggestion!.landmarks!.map(({ visibility }) => visibility)).toEqual([2, 2, 2, 0]);
      const said = suggestion!.attributes.find(({ attribute }) => attribute === 'light');
      expect([undefined, 'from_left', 'from_right']).toContain(said?.label);
    });
    for (const run of ['before', 'after']) {
      const again = await withStudio(project, (studio) => evaluated(studio, run));
      expect(again.metrics['nme/landmarks']).toBeGreaterThan(0);
      expect(counted(again, 'pose')).toBe(again.faces);
      if (run === 'before') continue;
      expect(again.metrics['nme/landmarks']).toBeCloseTo(evaluation.metrics['nme/landmarks']!, 6);
      expect(counted(again, 'light')).toBe(6);
      expect(again.confusion['light']!.values).toEqual(['from_left', 'even', 'from_right']);
    }
    await facet(
      ...['predict', '--input', join(folder, 'mtfl'), '--project', project, '--run', 'after'],
      ...['--faces', 'whole', '--output', join(folder, 'out'), '--save', 'jsonl'],
    );
    const [line] = readFileSync(join(folder, 'out', 'predictions.jsonl'), 'utf8').split('\n');
    expect(line).toContain('"even"');
    expect(line).toContain('"mouth_left"');
  });
});

/** Faces in a head's confusion matrix: those that were labelled. */
function counted({ confusion }: EvaluateReport, head: string): number {
  return confusion[head]!.counts.flat().reduce((sum, count) => sum + count, 0);
}
