import { describe, expect, it } from 'vitest';
import type { JobList } from '@shared/contract/jobs';
import { QuitGuard, quitQuestion, TrainingsAtWork } from '../../../../../src/main/hosts/electron/quitGuard';
import { desktopTexts, languageOf } from '../../../../../src/main/hosts/electron/texts';

const texts = desktopTexts('en');

function guard(running: number, responses: number[]) {
  const questions: (string | undefined)[] = [];
  const list: JobList = {
    running: Array.from({ length: running }, (_, index) => ({ jobId: `${index}`, progress: null })),
    ended: [],
  };
  const trainings = new TrainingsAtWork();
  const made = new QuitGuard({
    studio: { request: (async () => ({ ok: list })) as never },
    trainings,
    texts: () => texts,
    ask: async ({ message }) => {
      questions.push(message);
      return { response: responses.shift()! };
    },
  });
  return { guard: made, questions, trainings };
}

describe('quitQuestion', () => {
  it('is about the training that would be interrupted, else about the jobs, else not asked', () => {
    expect(quitQuestion(['studio 3'], 2, texts)?.message).toContain('“studio 3”');
    expect(quitQuestion(['studio 3'], 2, texts)?.detail).toContain('go on from where it stops');
    expect(quitQuestion([], 1, texts)?.message).toBe(texts.jobsAtWork);
    expect(quitQuestion([], 0, texts)).toBeNull();
    expect(quitQuestion(['x'], 1, desktopTexts('it'))?.message).toContain('ancora in corso');
  });
});

describe('TrainingsAtWork', () => {
  it('knows the runs from their start to their job’s end', () => {
    const trainings = new TrainingsAtWork();
    const started = { jobId: 'a', run: 'one', backend: 'wasm', device: 'CPU', totalSteps: 1 };
    trainings.follow({ name: 'training.started', payload: started });
    expect(trainings.names).toEqual(['one']);
    trainings.follow({ name: 'job.end', payload: { jobId: 'b', outcome: 'done', result: null } });
    expect(trainings.names).toEqual(['one']);
    trainings.follow({ name: 'job.end', payload: { jobId: 'a', outcome: 'done', result: null } });
    expect(trainings.names).toEqual([]);
  });
});

describe('QuitGuard', () => {
  it('asks nothing when nothing is at work', async () => {
    const { guard: made, questions } = guard(0, []);
    expect(await made.permits()).toBe(true);
    expect(made.mayGo).toBe(true);
    expect(questions).toEqual([]);
  });

  it('stays on the first button, asks again the next time, and not after a yes', async () => {
    const { guard: made, questions } = guard(1, [0, 1]);
    expect(await made.permits()).toBe(false);
    expect(made.mayGo).toBe(false);
    expect(await made.permits()).toBe(true);
    expect(await made.permits()).toBe(true);
    expect(questions).toHaveLength(2);
  });

  it('asks once, however often the window is closed meanwhile', async () => {
    const { guard: made, questions } = guard(1, [0]);
    expect(await Promise.all([made.permits(), made.permits(), made.permits()])).toEqual([
      false,
      false,
      false,
    ]);
    expect(questions).toHaveLength(1);
  });
});

describe('languageOf', () => {
  it('is Italian where the system is, else English', () => {
    expect(['it', 'it-CH', 'IT_it', 'en', 'ita', 'de-IT'].map(languageOf)).toEqual([
      'it',
      'it',
      'en',
      'en',
      'en',
      'en',
    ]);
  });
});
