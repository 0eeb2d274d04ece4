import { confirmedPoints } from '@shared/domain/confirmed';
import { runTakenOver } from '@shared/domain/author';
import { describe, expect, it } from 'vitest';
import { acceptSuggestions } from '../../../../src/main/prediction/acceptSuggestions';
import type { Project } from '../../../../src/main/project/project';
import { recordingContext } from '../../../support/recordingContext';
import { outputsOf, projectOfEveryKind, type Said } from '../library/support';

const count = 300;
const ids = Array.from({ length: count }, (_, index) => index + 1);
/** Of every other face it is surer. */
const sayings = ids.map((id): Said => {
  return {
    light: 2,
    isSmiling: true,
    worn: [true, false],
    sureness: id % 2 === 0 ? 0.875 : 0.625,
    error: null,
  };
});

/** A run that has said of every face that it smiles in harsh light, wears a hat, and where its nose is. */
function suggested(): Project {
  const { project, runId } = projectOfEveryKind(count);
  project.predictions.record(runId, 5, ids, outputsOf(sayings));
  return project;
}
const smiles = (project: Project): unknown[] =>
  project.faces.getAll(ids).map(({ attributes }) => attributes['smile'] ?? null);
const wish = { run: 'first', faceIds: ids, subjects: ['smile'], atLeast: 0, replace: false };

describe('accepting what a run says of many faces', () => {
  it('fills in where a label is missing, as one step in the run’s name', async () => {
    const project = suggested();
    const before = smiles(project);
    expect(new Set(before)).toEqual(new Set([null, 'no', 'yes']));
    const job = recordingContext();
    const report = await acceptSuggestions(project, wish, job);
    expect(smiles(project)).toEqual(before.map((label) => label ?? 'yes'));
    const missing = ids.filter((_, index) => before[index] === null);
    expect(report).toMatchObject({ faces: missing.length, sample: { subject: 'smile', after: 'yes' } });
    expect(job.updates.at(-1)).toEqual({ phase: 'changing labels', done: count, total: count });
    expect(report.alike).toEqual({ subject: true, before: true, after: true });
    const step = project.journal.history(missing[0]!).at(-1)!;
    expect(runTakenOver(step.who)).toBe('first');
    project.journal.undo('me');
    expect(smiles(project)).toEqual(before);
  });

  it('takes those of which the run is sure enough', async () => {
    const project = suggested();
    const before = smiles(project);
    await acceptSuggestions(project, { ...wish, atLeast: 0.8 }, recordingContext());
    expect(smiles(project)).toEqual(
      before.map((label, index) => (label === null && ids[index]! % 2 === 0 ? 'yes' : label)),
    );
  });

  it('replaces other labels where that is wished, but for confirmed ones', async () => {
    const project = suggested();
    const before = smiles(project);
    const kept = ids[before.indexOf('no')]!;
    project.journal.apply([{ kind: 'confirmed', faceId: kept, subject: 'smile', to: true }], 'me');
    await acceptSuggestions(project, { ...wish, replace: true }, recordingContext());
    expect(smiles(project)).toEqual(ids.map((id) => (id === kept ? 'no' : 'yes')));
  });

  it('takes points, in pixels of the image', async () => {
    const project = suggested();
    await acceptSuggestions(
      project,
      { ...wish, subjects: [confirmedPoints], replace: true },
      recordingContext(),
    );
    for (const { landmarks } of project.faces.getAll(ids))
      expect(landmarks[2]).toMatchObject({ x: 50, y: 60 });
  });

  it('is a step of fewer faces where it is stopped', async () => {
    const project = suggested();
    const before = smiles(project);
    const job = recordingContext();
    const stopping = { ...job, progress: () => job.abort() };
    const { faces } = await acceptSuggestions(project, { ...wish, replace: true }, stopping);
    const changed = smiles(project).filter((label, index) => label !== before[index]);
    expect(changed).toHaveLength(faces);
    expect(faces).toBeGreaterThan(0);
    expect(faces).toBeLessThan(before.filter((label) => label !== 'yes').length);
  });

  it('says what is wrong, and changes nothing', async () => {
    const project = suggested();
    const { configuration } = project.runs.get('first');
    project.runs.create({ name: 'silent', configuration });
    const accepting = (changed: Partial<typeof wish>): Promise<unknown> =>
      acceptSuggestions(project, { ...wish, ...changed }, recordingContext());
    await expect(accepting({ run: 'silent' })).rejects.toMatchObject({ code: 'no-suggestions' });
    await expect(accepting({ run: 'nobody' })).rejects.toMatchObject({ code: 'run-unknown' });
    await expect(accepting({ subjects: ['mood'] })).rejects.toMatchObject({ code: 'edit-invalid' });
    await expect(accepting({ faceIds: [1, 999] })).rejects.toMatchObject({ code: 'face-unknown' });
    expect(project.journal.lastId()).toBe(0);
  });
});
