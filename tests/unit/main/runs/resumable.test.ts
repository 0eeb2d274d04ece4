import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/main/project/project';
import { writeReproduction } from '../../../../src/main/runs/reproduction';
import { resumableRun } from '../../../../src/main/runs/resumable';
import { StudyStore } from '../../../../src/main/trials/studyStore';
import { temporaryProject } from '../project/support';
import { configuration, studyWithRuns } from '../trials/support';

function stopped(project: Project, name: string): number {
  const { id } = project.runs.create({ name, configuration });
  project.runs.updateState(id, 'stopped', { globalStep: 37 });
  return id;
}

describe('the run that is gone on with', () => {
  it('is the newest unfinished one where none is named', () => {
    const project = temporaryProject();
    stopped(project, 'older');
    stopped(project, 'mine');
    project.runs.updateState(stopped(project, 'done'), 'finished');
    expect(resumableRun(project, { resume: true }).name).toBe('mine');
    expect(() => resumableRun(project, { resume: true, preset: 'quick' })).toThrow(
      expect.objectContaining({ code: 'nothing-to-resume' }) as Error,
    );
  });

  it('is neither a trial of a study nor a repetition, which came later', () => {
    const project = temporaryProject();
    stopped(project, 'mine');
    const store = new StudyStore(project.folder);
    studyWithRuns(project, store, { name: 'search-1', trials: 3, begun: 3 });
    const again = stopped(project, 'mine-again-1');
    writeReproduction(project.runs.folder(again), { of: 'mine', closeness: null });
    expect(resumableRun(project, { resume: true }).name).toBe('mine');
    // Whoever names a repetition knows what they want.
    expect(resumableRun(project, { resume: true, name: 'mine-again-1' }).name).toBe('mine-again-1');
  });

  it('is no trial by name, as long as there is its study', () => {
    const project = temporaryProject();
    const store = new StudyStore(project.folder);
    const study = studyWithRuns(project, store, { name: 'search-1', trials: 1, begun: 1 });
    expect(() => resumableRun(project, { resume: true, name: 'search-1-1' })).toThrow(
      expect.objectContaining({
        code: 'resume-of-study',
        message: expect.stringMatching(/“search-1”.*ablate --name search-1 --resume/) as string,
      }) as Error,
    );
    store.delete(study);
    expect(resumableRun(project, { resume: true, name: 'search-1-1' }).name).toBe('search-1-1');
  });
});
