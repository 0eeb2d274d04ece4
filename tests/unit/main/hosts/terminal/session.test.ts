import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fail } from '@shared/result';
import { Interrupted, Session } from '../../../../../src/main/hosts/terminal/session';
import { importReport } from './reports';
import { scriptedStudio, type Script } from './scriptedStudio';

/** A session whose signals, clock and end are the test's. */
function startSession(script: Script): {
  session: Session;
  signals: EventEmitter;
  at: (ms: number) => void;
  exits: number[];
  shown: () => string;
  asked: readonly (readonly [string, unknown])[];
} {
  const studio = scriptedStudio(script);
  const signals = new EventEmitter();
  const exits: number[] = [];
  let text = '';
  let nowMs = 0;
  const session = new Session(studio, {
    errors: { write: (more) => (text += more) },
    signals,
    exit: (code) => void exits.push(code),
    clock: () => nowMs,
  });
  return { session, signals, at: (ms) => (nowMs = ms), exits, shown: () => text, asked: studio.asked };
}

const importing = ['datasets.import', { path: 'data' }] as const;

/** Works until it is stopped. */
const endless: Script['datasets.import'] = async (job) => {
  while (!job.signal.aborted) await new Promise((resolve) => setImmediate(resolve));
  return { ...importReport, read: 3 };
};

describe('a session', () => {
  it('answers requests, and throws what the studio answers as a failure', async () => {
    const { session } = startSession({ 'runs.list': [] });
    expect(await session.ask('runs.list', {})).toEqual([]);
    await expect(session.ask('project.summary', {})).rejects.toMatchObject({ code: 'unexpected' });
  });

  it('waits for a job and shows its progress and notes, which stay', async () => {
    const { session, shown } = startSession({
      'datasets.import': (job) => {
        job.progress({ phase: 'reading', done: 1, total: 2 });
        job.note('One image is odd.');
        return importReport;
      },
    });
    const heard: string[] = [];
    const report = await session.run(...importing, (event) => heard.push(event.name));
    expect(report).toEqual(importReport);
    expect(heard).toEqual(['job.progress', 'job.note', 'job.end']);
    expect(shown()).toMatch(/reading.*1 of 2\nOne image is odd\.\n/);
  });

  it('throws a job’s failure', async () => {
    const { session } = startSession({ 'datasets.import': () => fail('not-mtfl', 'No rows.') });
    await expect(session.run(...importing)).rejects.toMatchObject({ code: 'not-mtfl', message: 'No rows.' });
  });
});

describe('Ctrl+C', () => {
  it.each(['SIGINT', 'SIGTERM'])(
    'asks the job to stop, and throws with what it had done (%s)',
    async (signal) => {
      const { session, signals, exits, shown, asked } = startSession({ 'datasets.import': endless });
      const running = session.run(...importing, undefined, (partial) => ({
        json: { read: partial.read },
        text: `Read ${partial.read}.`,
      }));
      setImmediate(() => signals.emit(signal));
      const thrown: unknown = await running.catch((reason: unknown) => reason);
      expect(thrown).toBeInstanceOf(Interrupted);
      expect(thrown).toMatchObject({ message: 'Read 3.', partial: { json: { read: 3 } } });
      expect(shown()).toContain('Stopping after this step');
      expect(asked.map(([channel]) => channel)).toEqual(['datasets.import', 'jobs.cancel']);
      expect(exits).toEqual([]);
    },
  );

  it('before the job’s id is known stops it all the same', async () => {
    const { session, signals } = startSession({ 'datasets.import': endless });
    const running = session.run(...importing);
    signals.emit('SIGINT');
    await expect(running).rejects.toMatchObject({ message: expect.stringMatching(/kept/) as string });
  });

  it('between two jobs starts no other', async () => {
    const { session, signals, asked } = startSession({ 'datasets.import': () => importReport });
    await session.run(...importing);
    signals.emit('SIGINT');
    await expect(session.run(...importing)).rejects.toBeInstanceOf(Interrupted);
    expect(asked).toHaveLength(1);
  });

  it('pressed twice ends at once; one press that arrives twice does not', async () => {
    const { session, signals, at, exits } = startSession({ 'datasets.import': endless });
    const running = session.run(...importing).catch(() => undefined);
    at(1000);
    signals.emit('SIGINT');
    // npm passes on what the terminal has sent already.
    at(1010);
    signals.emit('SIGINT');
    expect(exits).toEqual([]);
    at(1900);
    signals.emit('SIGINT');
    expect(exits).toEqual([130]);
    await running;
  });

  it('is nothing to a session that is over', () => {
    const { session, signals } = startSession({});
    session.close();
    expect(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM')).toBe(0);
  });
});
