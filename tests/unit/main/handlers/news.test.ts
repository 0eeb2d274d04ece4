import type { StudioEvent } from '@shared/contract/events';
import { describe, expect, it } from 'vitest';
import { ProjectNews } from '../../../../src/main/handlers/news';
import { projectWithRun } from '../project/results/support';

function newsAt(): { news: ProjectNews; told: StudioEvent[]; clock: { nowMs: number } } {
  const told: StudioEvent[] = [];
  const clock = { nowMs: 0 };
  return {
    news: new ProjectNews(
      (event) => told.push(event),
      () => clock.nowMs,
    ),
    told,
    clock,
  };
}

const imported = { name: 'faces.changed', payload: { kind: 'import', entryId: null, faceIds: null } };

describe('ProjectNews', () => {
  it('tells each edit at once, with its faces', () => {
    const { project } = projectWithRun();
    const { news, told } = newsAt();
    for (const kind of ['edit', 'undo', 'redo'] as const)
      news.tell(project, { kind, entryId: 7, faceIds: [3, 1] });
    expect(told).toEqual(
      ['edit', 'undo', 'redo'].map((kind) => ({
        name: 'faces.changed',
        payload: { kind, entryId: 7, faceIds: [3, 1] },
      })),
    );
  });

  it('tells an import’s batches now and then, and the last of them at the end', () => {
    const { project } = projectWithRun();
    const { news, told, clock } = newsAt();
    for (clock.nowMs = 0; clock.nowMs < 2500; clock.nowMs += 100) news.tell(project, { kind: 'import' });
    expect(told).toEqual([imported, imported, imported]);
    news.flush();
    expect(told).toHaveLength(4);
    news.flush();
    expect(told).toHaveLength(4);
  });

  it('tells at once that something else is labelled, and now and then that many faces are', () => {
    const { project } = projectWithRun();
    const { news, told } = newsAt();
    news.tell(project, { kind: 'template', entryId: 4 });
    expect(told).toEqual([{ name: 'template.changed', payload: { entryId: 4 } }]);
    for (let part = 0; part < 3; part += 1) news.tell(project, { kind: 'bulk' });
    const changed = { name: 'faces.changed', payload: { kind: 'edit', entryId: null, faceIds: null } };
    expect(told.slice(1)).toEqual([changed]);
    news.flush();
    expect(told.slice(1)).toEqual([changed, changed]);
  });

  it('tells at once which runs are gone', () => {
    const { project } = projectWithRun();
    const { news, told } = newsAt();
    news.tell(project, { kind: 'runs-deleted', runs: [{ id: 9, name: 'nine' }] });
    expect(told).toEqual([{ name: 'runs.deleted', payload: { runs: ['nine'] } }]);
  });

  it('holds the predictions of each run back by themselves', () => {
    const { project, runId } = projectWithRun();
    const other = project.runs.create({
      name: 'other',
      configuration: project.runs.get(runId).configuration,
    });
    const { news, told } = newsAt();
    for (const id of [runId, runId, other.id]) news.tell(project, { kind: 'predictions', runId: id });
    expect(told).toEqual([
      { name: 'predictions.changed', payload: { run: 'studio-1' } },
      { name: 'predictions.changed', payload: { run: 'other' } },
    ]);
    news.flush();
    expect(told.at(-1)).toEqual({ name: 'predictions.changed', payload: { run: 'studio-1' } });
    expect(told).toHaveLength(3);
  });
});
