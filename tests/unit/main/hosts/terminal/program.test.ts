import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExpectedError, fail } from '@shared/result';
import { runTerminal } from '../../../../../src/main/hosts/terminal/program';
import { importReport, trainReport } from './reports';
import { facet } from './scriptedStudio';

const root = resolve(import.meta.dirname, '../../../../..');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };

describe('help', () => {
  it('lists the commands and the exit codes', async () => {
    const { exitCode, out, asked } = await facet(['--help']);
    expect(exitCode).toBe(0);
    for (const command of ['import', 'train', 'evaluate', 'predict', 'export', 'runs', 'doctor', 'bench']) {
      expect(out.join('\n')).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
    const rooms = ['Data sets', 'Training', 'Studies', 'Labels', 'Photos', 'This machine'];
    for (const room of rooms) expect(out.join('\n')).toContain(`${room}:\n`);
    expect(out.join('\n')).toContain('0 done, 1 failed, 2 wrong usage, 130 interrupted');
    expect(asked).toEqual([]);
  });

  it.each([
    ['import', ['--project', '--json']],
    [
      'train',
      ['--preset', '--heads', '--weights', '--steps', '--epochs', '--batch', '--learning-rate', '--seed'],
    ],
    ['train', ['--name', '--resume', '--project', '--json']],
    ['evaluate', ['--project', '--run', '--split', '--checkpoint', '--json']],
    [
      'predict',
      ['--project', '--run', '--input', '--output', '--save', '--shard', '--watch', '--checkpoint'],
    ],
    [
      'export',
      ['--project', '--output', '--as', '--images', '--split', '--predictions', '--layout', '--json'],
    ],
    ['import', ['--project', '--format', '--images', '--mapping', '--map', '--sides', '--split', '--json']],
    ['runs', ['--project', '--json']],
    ['doctor', ['--prepare', '--repair', '--json']],
    ['bench', ['--data', '--json']],
  ])('shows the options of %s', async (command, options) => {
    const { exitCode, out } = await facet([command, '--help']);
    expect(exitCode).toBe(0);
    for (const option of options) expect(out.join('\n')).toContain(option);
  });

  it('tells the version of the package', async () => {
    expect(await facet(['--version'])).toMatchObject({ exitCode: 0, out: [version] });
  });
});

const train = ['train', '--project', '/p'];
const predict = ['predict', '--project', '/p', '--run', 'r', '--input', '/i', '--output', '/o'];

describe('wrong usage', () => {
  it.each<[string, string[], string]>([
    ['no command', [], 'Usage'],
    ['a command that is none', ['bake'], 'bake'],
    ['an option that is none', [...train, '--fast'], '--fast'],
    ['no path to import', ['import', '--project', '/p'], 'path'],
    ['two paths to import', ['import', 'a', 'b', '--project', '/p'], 'too many'],
    ['no project', ['import', 'a'], '--project'],
    ['an empty project', ['runs', '--project', ''], '--project'],
    ['an option without its value', ['train', '--project'], '--project'],
    ['another preset', [...train, '--preset', 'large'], 'studio, quick, tutorial'],
    ['a head without a name', [...train, '--heads', 'pose,'], '--heads'],
    ['a weight without a number', [...train, '--weights', 'pose'], '--weights'],
    ['a weight that is no number', [...train, '--weights', 'pose=much'], '--weights'],
    ['a weight below zero', [...train, '--weights', 'pose=-1'], '--weights'],
    ['views that there are not', [...train, '--views', 'two'], 'one, mirrored, realigned, both'],
    ['a balance above one', [...train, '--balance', 'pose=2'], '--balance'],
    ['no step', [...train, '--steps', '0'], '--steps'],
    ['half a step', [...train, '--steps', '1.5'], '--steps'],
    ['steps and epochs', [...train, '--steps', '1', '--epochs', '1'], '--epochs'],
    ['epochs that are no number', [...train, '--epochs', 'ten'], '--epochs'],
    ['no epoch', [...train, '--epochs', '0'], '--epochs'],
    ['an empty batch', [...train, '--batch', '0'], '--batch'],
    [
      'one fold',
      ['label-errors', '--project', '/p', '--run', 'r', '--folds', '1'],
      '2 to 20: a part is asked',
    ],
    ['a search of one trial', ['search', '--project', '/p', '--trials', '1'], 'from 2 to 1,000'],
    ['a queue without a face', ['next', '--project', '/p', '--run', 'r', '--count', '0'], 'from 1 to 2,000'],
    ['a batch beyond the contract', [...train, '--batch', '5000'], '--batch: give at most 4,096'],
    ['a learning rate below zero', [...train, '--learning-rate', '-0.1'], '--learning-rate'],
    ['a learning rate without an end', [...train, '--learning-rate', 'Infinity'], '--learning-rate'],
    ['a seed that is no number', [...train, '--seed', 'abc'], '--seed'],
    ['a name of a whole page', [...train, '--name', 'a'.repeat(101)], 'name'],
    ['no run to evaluate', ['evaluate', '--project', '/p'], '--run'],
    ['another checkpoint', ['evaluate', '--project', '/p', '--run', 'r', '--checkpoint', 'last'], 'best'],
    ['no split', ['evaluate', '--project', '/p', '--run', 'r', '--split', ''], 'split'],
    ['no photo', ['predict', '--project', '/p', '--run', 'r', '--output', '/o'], '--input'],
    ['no output', ['predict', '--project', '/p', '--run', 'r', '--input', '/i'], '--output'],
    ['another format', [...predict, '--format', 'csv,pdf'], '--format'],
    ['an empty format', [...predict, '--format', ''], '--format'],
    ['no folder to export to', ['export', '--project', '/p'], '--output'],
    ['another format to export', ['export', '--project', '/p', '--output', '/o', '--as', 'pdf'], '--as'],
    ['a meaning of nothing', ['import', '/f', '--project', '/p', '--map', 'left_eye'], '--map'],
    ['a word too many', ['runs', 'all', '--project', '/p'], 'too many'],
    ['nothing to measure on', ['bench'], '--data'],
  ])('is %s', async (_name, words, told) => {
    const { exitCode, errors, asked } = await facet(words);
    expect(exitCode).toBe(2);
    expect(errors.join('\n')).toContain(told);
    // At most the project was opened: no job was started.
    expect(asked.filter(([channel]) => channel !== 'project.open')).toEqual([]);
  });

  it.each([
    [['bake', '--json']],
    [[...predict, '--format', 'pdf', '--json']],
    [[...train, '--batch', '5000', '--json']],
  ])('is an object for programs: %j', async (words) => {
    const end = await facet(words);
    expect(end.exitCode).toBe(2);
    expect(end.json()).toEqual({
      error: {
        code: expect.stringMatching(/usage|bad-parameters/) as string,
        message: expect.any(String) as string,
      },
    });
  });
});

const importing = ['import', 'data', '--project', '/p'];

describe('the end of a command', () => {
  it('is a text on standard output', async () => {
    const { exitCode, out } = await facet(importing, { 'datasets.import': () => importReport });
    expect(exitCode).toBe(0);
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(/^Read 1,503 rows/);
  });

  it('is one object on standard output for programs, and the text beside it', async () => {
    const end = await facet([...importing, '--json'], { 'datasets.import': () => importReport });
    expect(end.out).toHaveLength(1);
    expect(end.json()).toMatchObject({ read: 1503 });
    expect(end.errors.join('\n')).toContain('Read 1,503 rows');
  });

  it('is 1 and the failure’s message for what can be expected to fail', async () => {
    const failing = {
      'datasets.import': () => fail('not-mtfl', 'There is no training.txt.', { path: 'data' }),
    };
    expect(await facet(importing, failing)).toMatchObject({
      exitCode: 1,
      out: [],
      errors: ['facet: There is no training.txt.'],
    });
    const end = await facet([...importing, '--json'], failing);
    expect(end.exitCode).toBe(1);
    expect(end.json()).toEqual({
      error: { code: 'not-mtfl', message: 'There is no training.txt.', details: { path: 'data' } },
    });
  });

  it('shows where a mistake of ours came from', async () => {
    const broken = (): never => {
      throw new TypeError('x is not a function');
    };
    const { exitCode, errors } = await facet(importing, { 'datasets.import': broken });
    expect(exitCode).toBe(1);
    expect(errors.join('\n')).toMatch(
      /should not have: x is not a function\n.*scriptedStudio|program\.test/s,
    );
  });

  it('is 130 where the job was stopped, and tells what it had done', async () => {
    const end = await facet([...train, '--json'], {
      'runs.train': (job) => {
        job.cancel();
        return { ...trainReport, stopped: 'cancelled', global_step: 7 };
      },
    });
    expect(end.exitCode).toBe(130);
    expect(end.json()).toMatchObject({ interrupted: true, result: { run: 'studio-1', global_step: 7 } });
    expect(end.errors.join('\n')).toContain('at step 7');
  });

  it('is 130 where a stopped job has nothing to show', async () => {
    const end = await facet([...importing, '--json'], {
      'datasets.import': (job) => {
        job.cancel();
        job.signal.throwIfAborted();
        return importReport;
      },
    });
    expect(end.exitCode).toBe(130);
    expect(end.json()).toEqual({ interrupted: true, result: null });
  });

  it('is 1 where no studio can be had', async () => {
    const lost = new ExpectedError({ code: 'lost', message: 'No studio can be had.' });
    const errors: string[] = [];
    const exitCode = await runTerminal(['runs', '--project', '/p'], {
      out: () => undefined,
      error: (text) => void errors.push(text),
      withSession: () => Promise.reject(lost),
      serve: () => Promise.reject(lost),
    });
    expect([exitCode, errors]).toEqual([1, ['facet: No studio can be had.']]);
  });
});

describe('the documents', () => {
  const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  it.each(['README.md', 'CONTRIBUTING.md'])('name only scripts that there are: %s', (file) => {
    const text = readFileSync(resolve(root, file), 'utf8');
    const named = [...text.matchAll(/npm run (?:--silent )?(\w+)/g)].map((match) => match[1]!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  const commands = ['README.md', 'CONTRIBUTING.md'].flatMap((file) => {
    const text = readFileSync(resolve(root, file), 'utf8');
    return [...text.matchAll(/npm run (?:--silent )?facet -- ([^\n`|]+)/g)].map((match) => match[1]!.trim());
  });

  it('show some commands', () => expect(commands.length).toBeGreaterThan(4));

  it.each(commands)('show words that are understood: facet %s', async (words) => {
    const { exitCode, errors } = await facet(words.split(/\s+/));
    // Understood, and then refused by a studio that expects nothing, or for a file that is not there; help needs neither.
    expect(words.endsWith('--help') ? [0] : [1]).toContain(exitCode);
    if (exitCode === 1)
      expect(errors.at(-1)).toMatch(
        /^facet: (Nobody expected (runs|trials|datasets|predictions|faces|labels|models|system|serve|project\.template)\b|The search space \S+ cannot be read)/,
      );
  });
});
