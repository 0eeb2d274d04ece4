import { describe, expect, it } from 'vitest';
import type { FaceEdit } from '@shared/domain/edit';
import type { JournalEntry } from '@shared/domain/journal';
import type { Result } from '@shared/result';
import { EditQueue, type Step } from '../../../../src/renderer/stores/editQueue';

type Answer = Result<JournalEntry | null>;
const flag = (faceId: number): FaceEdit => ({ kind: 'flagged', faceId, to: true });
const lost: Answer = { error: { code: 'connection-lost', message: 'gone' } };
const refused: Answer = { error: { code: 'edit-invalid', message: 'no' } };
const taken: Answer = { ok: null };

/** A studio that answers each request when the test says so. */
function aQueue() {
  const sent: string[] = [];
  const waiting: ((answer: Answer) => void)[] = [];
  const told: string[] = [];
  let pending: readonly Step[] = [];
  const queue = new EditQueue({
    changed: (steps) => (pending = steps),
    taken: (step) => told.push(`taken ${step.edits.length}, ${pending.length} pending`),
  });
  const send = (name: string) => () => {
    sent.push(name);
    return new Promise<Answer>((resolve) => waiting.push(resolve));
  };
  const settle = async (answer: Answer): Promise<void> => {
    waiting.shift()?.(answer);
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  };
  return { queue, sent, told, send, settle, pending: () => pending.map((step) => step.edits.length) };
}

describe('EditQueue', () => {
  it('shows steps at once and sends them one after the other', async () => {
    const { queue, sent, send, settle, pending } = aQueue();
    void queue.add([flag(1)], send('one'), true);
    void queue.add([flag(1), flag(2)], send('two'), true);
    expect(pending()).toEqual([1, 2]);
    expect(sent).toEqual(['one']);
    await settle(taken);
    expect(sent).toEqual(['one', 'two']);
    expect(pending()).toEqual([2]);
    await settle(taken);
    expect(pending()).toEqual([]);
  });

  it('hands a taken step over before it stops showing it: nothing flickers', async () => {
    const { queue, told, send, settle } = aQueue();
    void queue.add([flag(1)], send('one'), true);
    await settle(taken);
    expect(told).toEqual(['taken 1, 1 pending']);
  });

  it('drops a refused step, says why, and goes on', async () => {
    const { queue, told, send, settle, pending } = aQueue();
    const first = queue.add([flag(1)], send('one'), true);
    const second = queue.add([flag(2)], send('two'), true);
    await settle(refused);
    await expect(first).resolves.toEqual(refused);
    expect(pending()).toEqual([1]);
    await settle(taken);
    await expect(second).resolves.toEqual(taken);
    expect(told).toHaveLength(1);
  });

  it('keeps what was lost on the way, and sends it again when the connection is back', async () => {
    const { queue, sent, send, settle, pending } = aQueue();
    const end = queue.add([flag(1)], send('one'), true);
    await settle(lost);
    void queue.add([flag(2)], send('two'), true);
    expect(sent).toEqual(['one']);
    expect(pending()).toEqual([1, 1]);
    queue.resume();
    await Promise.resolve();
    expect(sent).toEqual(['one', 'one']);
    await settle(taken);
    await expect(end).resolves.toEqual(taken);
    expect(sent).toEqual(['one', 'one', 'two']);
  });

  it('does not undo twice what may have been undone once', async () => {
    const { queue, sent, send, settle, pending } = aQueue();
    const end = queue.add([], send('undo'), false);
    await settle(lost);
    await expect(end).resolves.toEqual(lost);
    expect(sent).toEqual(['undo']);
    expect(pending()).toEqual([]);
  });
});
