import { defineStore } from 'pinia';
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue';
import type { Params } from '@shared/contract/channels';
import type { StudioEvent } from '@shared/contract/events';
import type { FaceView } from '@shared/contract/library';
import type { Box } from '@shared/domain/face';
import type { FaceEdit } from '@shared/domain/edit';
import type { JournalEntry } from '@shared/domain/journal';
import type { Failure, Result } from '@shared/result';
import { studio } from '../api/studioClient';
import { useConnection } from './connection';
import { EditQueue, type Step, type StepEnd } from './editQueue';
import { withEdits } from './editedFace';
import { useProject } from './project';

/** Faces kept beyond those that are looked at. */
const mostKept = 200;

/**
 * Faces as they are drawn: what the journal says, and on top of it the steps that are on their way there. So the
 * screen follows the hand at once, and goes back by itself when a step is refused.
 */
export const useFaces = defineStore('faces', () => {
  const project = useProject();
  const connection = useConnection();
  const recorded = shallowReactive(new Map<number, FaceView>());
  const pending = shallowRef<readonly Step[]>([]);
  /** Grows with everything that changes labels, so that an answer from before it is known to be old. */
  let changes = 0;
  /** The journal's newest entry that this window was told of; null when there may be a newer one. */
  const newestEntry = ref<number | null>(null);

  const queue = new EditQueue({
    changed: (steps) => (pending.value = steps),
    taken: (step) => {
      changes += 1;
      for (const faceId of new Set(step.edits.map((edit) => edit.faceId))) {
        const face = recorded.get(faceId);
        if (face && project.template) recorded.set(faceId, withEdits(project.template, face, step.edits));
      }
    },
  });
  watch(
    () => connection.state,
    (now) => {
      if (now === 'connected') queue.resume();
    },
  );

  const pendingEdits = computed(() => pending.value.flatMap((step) => step.edits));

  function shown(faceId: number): FaceView | null {
    const face = recorded.get(faceId);
    const { template } = project;
    // For a moment the face may be older than the template, or newer.
    if (!face || face.landmarks.length !== template?.scheme.points.length) return null;
    return withEdits(template, face, pendingEdits.value);
  }

  /** Brings faces that are not known yet; answers why not. */
  async function load(faceIds: readonly number[]): Promise<Failure | null> {
    const missing = faceIds.filter((faceId) => !recorded.has(faceId));
    return missing.length === 0 ? null : reload(missing);
  }

  async function reload(faceIds: readonly number[]): Promise<Failure | null> {
    const before = changes;
    const answer = await studio().request('faces.get', { faceIds: [...faceIds] });
    if ('error' in answer) return answer.error;
    if (changes !== before) return reload(faceIds);
    for (const face of answer.ok) {
      recorded.delete(face.id);
      recorded.set(face.id, face);
    }
    for (const faceId of [...recorded.keys()].slice(0, Math.max(0, recorded.size - mostKept))) {
      if (!faceIds.includes(faceId)) recorded.delete(faceId);
    }
    return null;
  }

  /** `suggestedBy`: the run whose word they take over. */
  const submit = (edits: readonly FaceEdit[], suggestedBy?: string): Promise<StepEnd> =>
    queue.add(
      edits,
      () =>
        studio().request('faces.edit', {
          edits: [...edits] as Params<'faces.edit'>['edits'],
          ...(suggestedBy === undefined ? {} : { suggestedBy }),
        }),
      true,
    );
  /** Not sent again when its answer is lost: it would add another. */
  const add = (besideFaceId: number, box: Box): Promise<StepEnd> =>
    queue.add([], () => studio().request('faces.add', { besideFaceId, box }), false);
  const restore = (faceId: number): Promise<StepEnd> =>
    queue.add([], () => studio().request('faces.restore', { faceId }), true);
  const again = (channel: 'journal.undo' | 'journal.redo'): Promise<Result<JournalEntry | null>> =>
    queue.add([], () => studio().request(channel, {}), false);

  function hear(entryId: number | null): void {
    newestEntry.value = entryId === null ? null : Math.max(newestEntry.value ?? 0, entryId);
  }
  /** Whether an undo would take back this step and no other. */
  const isNewest = (entryId: number): boolean => newestEntry.value === entryId && pending.value.length === 0;

  /** What another window or an undo changed is fetched again if it is kept here. */
  function follow(event: StudioEvent): void {
    if (event.name === 'template.changed') {
      forgetUnseen();
      return hear(event.payload.entryId);
    }
    if (event.name !== 'faces.changed') return;
    hear(event.payload.entryId);
    changes += 1;
    const named = event.payload.faceIds ?? [...recorded.keys()];
    const kept = named.filter((faceId) => recorded.has(faceId));
    // Only what is looked at is worth the way; the rest is fetched when it is.
    const [now, later] = [kept.filter((id) => watched.has(id)), kept.filter((id) => !watched.has(id))];
    for (const faceId of later) recorded.delete(faceId);
    if (now.length > 0) void reload(now);
  }

  /** The faces on screen. */
  const watched = new Set<number>();

  /** After a silence: what is on screen is asked again, the rest when it is needed. */
  function forgetUnseen(): void {
    follow({ name: 'faces.changed', payload: { entryId: null, kind: 'import', faceIds: null } });
  }

  function forgetAll(): void {
    changes += 1;
    newestEntry.value = null;
    recorded.clear();
  }

  return {
    ...{ pending, watched, shown, load, reload, submit, add, restore, follow, forgetUnseen, forgetAll },
    ...{ newestEntry, hear, isNewest },
    undo: () => again('journal.undo'),
    redo: () => again('journal.redo'),
  };
});
