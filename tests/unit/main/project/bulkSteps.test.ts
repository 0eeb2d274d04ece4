import { describe, expect, it } from 'vitest';
import { alikeOf } from '@shared/domain/alike';
import type { Project } from '../../../../src/main/project/project';
import type { ProjectChange } from '../../../../src/main/project/changes';
import { facesUpTo, importFaces, temporaryProject } from './support';

const count = 450;
const edit = { kind: 'attribute', attribute: 'smile', to: 'yes' } as const;

function projectOfMany(): { project: Project; ids: number[] } {
  const project = temporaryProject();
  importFaces(project, facesUpTo(count));
  return { project, ids: Array.from({ length: count }, (_, index) => index + 1) };
}
const smiling = (project: Project): number => project.faces.count({ attributes: { smile: ['yes'] } });
const everything = (project: Project): unknown => project.faces.list();

/** Stops after so many parts; never without a number. */
function context(parts = Infinity): {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  readonly told: number[];
} {
  const abort = new AbortController();
  const told: number[] = [];
  return {
    signal: abort.signal,
    told,
    progress: (done) => {
      told.push(done);
      if (told.length >= parts) abort.abort();
    },
  };
}

describe('a step of many faces', () => {
  it('is what the same edits are in one, in the journal, too', async () => {
    const { project, ids } = projectOfMany();
    const other = projectOfMany().project;
    const step = await project.journal.bulk.apply(edit, ids, 'me', context());
    const entry = other.journal.apply(
      ids.map((faceId) => ({ ...edit, faceId })),
      'me',
    )!;
    expect(step).toMatchObject({
      faces: entry.faceIds.length,
      sample: entry.changes[0],
      alike: alikeOf(entry.changes),
    });
    expect(everything(project)).toEqual(everything(other));
    const changes = (from: Project): unknown =>
      from.journal.history(1).slice(1).concat(from.journal.history(400));
    expect(JSON.stringify(changes(project)).replaceAll(/"at":"[^"]*"/g, '')).toBe(
      JSON.stringify(changes(other)).replaceAll(/"at":"[^"]*"/g, ''),
    );
  });

  it('confirms of each face the label that it has, and of those without one nothing', async () => {
    const { project, ids } = projectOfMany();
    const none = ids.slice(0, 20).map((faceId) => ({ ...edit, to: null, faceId }));
    project.journal.apply(none, 'me');
    const confirmed = (): number[] => project.facets.byValue({ by: 'confirmed', subject: 'smile' }).get(1)!;
    const confirming = { kind: 'confirmed', subject: 'smile', to: true } as const;
    const step = await project.journal.bulk.apply(confirming, ids, 'me', context());
    expect([step.faces, confirmed()]).toEqual([count - 20, ids.slice(20)]);
    project.journal.apply(
      [{ ...edit, faceId: 100, to: project.faces.get(100).attributes['smile'] === 'yes' ? 'no' : 'yes' }],
      'me',
    );
    expect(confirmed()).toEqual(ids.slice(20).filter((id) => id !== 100));
    await project.journal.bulk.again('undo', step.entryId!, 'me', context());
    expect(confirmed()).toEqual([]);
    await project.journal.bulk.again('redo', step.entryId!, 'me', context());
    expect(confirmed()).toHaveLength(count - 21);
  });

  it('is told in parts, undone and done again as one', async () => {
    const { project, ids } = projectOfMany();
    const before = smiling(project);
    const told: ProjectChange[] = [];
    project.changes.subscribe((change) => told.push(change));
    const progress = context();
    const step = await project.journal.bulk.apply(edit, ids, 'me', progress);
    expect(progress.told.length).toBeGreaterThan(1);
    expect(progress.told.at(-1)).toBe(count);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['bulk']));
    expect(smiling(project)).toBe(count);
    expect(project.journal.next('undo')).toMatchObject({ editId: step.entryId, changes: step.faces });
    await project.journal.bulk.again('undo', step.entryId!, 'me', context());
    expect(smiling(project)).toBe(before);
    expect(project.faces.count({ edited: true })).toBe(0);
    await project.journal.bulk.again('redo', step.entryId!, 'me', context());
    expect(smiling(project)).toBe(count);
    // One by one it can be undone as well: it is a step like any other.
    project.journal.undo('me');
    expect(smiling(project)).toBe(before);
  });

  it('leaves no step where nothing changes, and none at all where an edit makes no sense', async () => {
    const { project, ids } = projectOfMany();
    const same = { kind: 'flagged', to: false } as const;
    expect(await project.journal.bulk.apply(same, ids, 'me', context())).toMatchObject({
      entryId: null,
      faces: 0,
    });
    const wrong = { ...edit, to: 'maybe' };
    await expect(project.journal.bulk.apply(wrong, ids, 'me', context())).rejects.toMatchObject({
      code: 'edit-invalid',
    });
    expect(project.journal.next('undo')).toBeNull();
  });

  it('that is stopped is one of the faces until there', async () => {
    const { project, ids } = projectOfMany();
    const before = everything(project);
    const stopped = context(2);
    const step = await project.journal.bulk.apply(edit, ids, 'me', stopped);
    expect(stopped.told).toHaveLength(2);
    const [done] = stopped.told.slice(-1);
    expect(project.faces.list({}, { limit: done! }).every((face) => face.attributes['smile'] === 'yes')).toBe(
      true,
    );
    expect(smiling(project)).toBeLessThan(count);
    project.journal.undo('me');
    expect(everything(project)).toEqual(before);
    expect(step.faces).toBeGreaterThan(0);
  });

  it('whose undoing is stopped is as it was, and can be undone', async () => {
    const { project, ids } = projectOfMany();
    const before = everything(project);
    const { entryId } = await project.journal.bulk.apply(edit, ids, 'me', context());
    const after = everything(project);
    const stopped = await project.journal.bulk.again('undo', entryId!, 'me', context(1));
    expect(stopped.faces).toBe(0);
    expect(everything(project)).toEqual(after);
    expect(project.journal.next('undo')).toMatchObject({ editId: entryId });
    await project.journal.bulk.again('undo', entryId!, 'me', context());
    expect(everything(project)).toEqual(before);
  });

  it('leaves alone what somebody changes meanwhile', async () => {
    const { project, ids } = projectOfMany();
    const meanwhile = context();
    const last = count;
    await project.journal.bulk.apply(edit, ids, 'me', {
      ...meanwhile,
      progress: (done, total) => {
        if (meanwhile.told.length === 0) {
          project.journal.apply({ ...edit, to: null, faceId: last }, 'somebody');
        }
        meanwhile.progress(done, total);
      },
    });
    expect(project.faces.get(last).attributes['smile']).toBeNull();
    expect(project.faces.get(last - 1).attributes['smile']).toBe('yes');
  });

  it('is alone with what is more than one edit, and knows its faces before it begins', async () => {
    const { project, ids } = projectOfMany();
    const busy = expect.objectContaining({ code: 'journal-busy' });
    const refused: unknown[] = [];
    await project.journal.bulk.apply(edit, ids, 'me', {
      ...context(),
      progress: () => {
        expect(() => project.journal.undo('somebody')).toThrow(busy);
        const change = { kind: 'attribute-removed', attribute: 'pose' } as const;
        expect(() => project.journal.changeTemplate(change, {}, 'somebody')).toThrow(busy);
        refused.push(
          project.journal.bulk.apply(edit, [1], 'somebody', context()).catch((thrown: unknown) => thrown),
        );
      },
    });
    for (const thrown of await Promise.all(refused)) expect(thrown).toEqual(busy);
    await expect(project.journal.bulk.apply(edit, [...ids, 9999], 'me', context())).rejects.toMatchObject({
      code: 'face-unknown',
    });
    project.journal.undo('me');
    expect(smiling(project)).toBeLessThan(count);
  });

  it('takes a value away from many faces, also from those that get it meanwhile', async () => {
    const { project } = projectOfMany();
    const pose = project.template.attributes.find(({ id }) => id === 'pose')!;
    const before = everything(project);
    const values = pose.values.filter(({ id }) => id !== 'frontal');
    const change = { kind: 'attribute-changed', attribute: { ...pose, values } } as const;
    const meanwhile = context();
    await project.journal.changeTemplateOfMany(change, { frontal: 'left' }, 'me', {
      ...meanwhile,
      progress: (done, total) => {
        const late = { kind: 'attribute', attribute: 'pose', faceId: 1, to: 'frontal' } as const;
        if (meanwhile.told.length === 0) project.journal.apply(late, 'somebody');
        meanwhile.progress(done, total);
      },
    });
    expect(project.template.attributes.find(({ id }) => id === 'pose')!.values).toEqual(values);
    expect(project.faces.count({ attributes: { pose: ['left'] } })).toBe(count);
    project.journal.undo('me');
    project.journal.undo('me');
    expect(everything(project)).toEqual(before);
  });
});
