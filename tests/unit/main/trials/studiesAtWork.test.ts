import { describe, expect, it } from 'vitest';
import type { Study } from '@shared/trials/study';
import { StudiesAtWork } from '../../../../src/main/trials/studiesAtWork';

const study = { id: 1, name: 'ablation-1' } as Study;
const atWorkAlready = expect.objectContaining({ code: 'study-at-work' }) as Error;

describe('StudiesAtWork', () => {
  it('knows which trial a study is at, until its end', () => {
    const atWork = new StudiesAtWork();
    atWork.begin(study.id, 'job');
    atWork.train(study.id, 3);
    expect(atWork.find(study.id)).toEqual({ jobId: 'job', trial: 3 });
    expect(() => atWork.requireIdle(study)).toThrow(atWorkAlready);
    atWork.end(study.id);
    expect(atWork.find(study.id)).toBeNull();
    atWork.requireIdle(study);
  });

  it('lets no study at work be deleted, and none that is being deleted be gone on with', () => {
    const atWork = new StudiesAtWork();
    atWork.begin(study.id, 'job');
    expect(() => atWork.leave(study)).toThrow(atWorkAlready);
    atWork.end(study.id);
    const release = atWork.leave(study);
    expect(() => atWork.requireIdle(study)).toThrow(atWorkAlready);
    expect(() => atWork.leave(study)).toThrow(atWorkAlready);
    release();
    atWork.requireIdle(study);
  });
});
