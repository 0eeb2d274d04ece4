import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder';

const root = resolve(import.meta.dirname, '../..');
const mini = resolve(root, '../shared/data/mtfl-mini.zip');

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly errors: string;
}

/** The real command, as a person runs it. */
async function facet(...words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'scripts/facet.mjs'), ...words]);
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return { exitCode, out, errors };
}

function lastLine(ended: Ended): Record<string, unknown> {
  return JSON.parse(ended.out.trim().split('\n').at(-1)!) as Record<string, unknown>;
}

describe('the terminal', () => {
  it('shows its commands, and calls a word it does not know wrong usage', async () => {
    const help = await facet('--help');
    expect(help).toMatchObject({ exitCode: 0 });
    expect(help.out).toContain('predict');
    expect(await facet('bake')).toMatchObject({ exitCode: 2 });
    expect(await facet('train')).toMatchObject({ exitCode: 2 });
  });

  it('says what failed, for people and for programs', async () => {
    const folder = temporaryFolder();
    const missing = await facet('import', join(folder, 'nowhere'), '--project', join(folder, 'p'), '--json');
    expect(missing.exitCode).toBe(1);
    expect(lastLine(missing)).toMatchObject({ error: { message: expect.stringContaining('nowhere') } });
    expect(missing.errors).toContain('nowhere');
  });
});

describe.skipIf(!existsSync(mini))(`the whole job on real faces (needs ${mini})`, () => {
  it('imports, trains, evaluates, suggests, predicts and exports', async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'project');
    const imported = lastLine(await facet('import', mini, '--project', project, '--json'));
    expect(imported).toMatchObject({
      read: 500,
      imported: 500,
      skipped: 0,
      problems: [],
      splits: { training: 400, testing: 100 },
    });
    const again = lastLine(await facet('import', mini, '--project', project, '--json'));
    expect(again).toMatchObject({ read: 500, imported: 0, skipped: 0 });

    const trained = lastLine(
      await facet('train', '--project', project, '--preset', 'tutorial', '--steps', '3', '--json'),
    );
    expect(trained).toMatchObject({ run: 'tutorial-1', global_step: 3 });

    const evaluated = lastLine(
      await facet('evaluate', '--project', project, '--run', 'tutorial-1', '--json'),
    );
    const batches = Math.ceil(100 / 64);
    const metric = (name: string): number => evaluated[name] as number;
    expect(metric('loss/head_nose')).toBeCloseTo((metric('average_loss/head_nose') * 200) / batches, 5);
    expect(metric('loss/head_pose')).toBeCloseTo((metric('average_loss/head_pose') * 100) / batches, 5);
    expect(metric('loss')).toBeCloseTo(metric('loss/head_nose') + metric('loss/head_pose'), 5);

    const suggested = lastLine(await facet('suggest', '--project', project, '--run', 'tutorial-1', '--json'));
    expect(suggested).toMatchObject({ run: 'tutorial-1', faces: 500, problems: [] });
    expect(suggested['contradicted']).toEqual({ head_pose: expect.any(Number) });

    const source = join(project, 'sources');
    const unpacked = join(source, readdirSync(source)[0]!);
    const dataset = existsSync(join(unpacked, 'training.txt'))
      ? unpacked
      : join(unpacked, readdirSync(unpacked)[0]!);
    const output = join(folder, 'predictions');
    const predicted = lastLine(
      await facet(
        'predict',
        '--project',
        project,
        '--run',
        'tutorial-1',
        '--input',
        join(dataset, 'AFLW'),
        '--output',
        output,
        '--format',
        'csv,jsonl',
        '--json',
      ),
    );
    expect(predicted).toMatchObject({ images: 100, faces: 100, failed: 0 });

    const exported = join(folder, 'exported');
    expect(await facet('export', '--project', project, '--output', exported)).toMatchObject({ exitCode: 0 });
    for (const name of ['training.txt', 'testing.txt']) {
      expect(readFileSync(join(exported, name)).equals(readFileSync(join(dataset, name)))).toBe(true);
    }
  });
});
