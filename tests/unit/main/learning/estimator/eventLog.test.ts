import { appendFileSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  EventLog,
  readLoggedEvent,
  type LoggedEvent,
} from '../../../../../src/main/learning/estimator/eventLog';
import { loggedEvents, temporaryRunFolder } from './runFolder';

const step = (globalStep: number): LoggedEvent => ({
  type: 'step',
  globalStep,
  loss: 1 / globalStep,
  lossByHead: { pose: 1 },
  learningRate: 0.001,
});

function logOf(folder: string, steps: number): EventLog {
  const log = EventLog.openAt(folder, 0);
  for (let globalStep = 1; globalStep <= steps; globalStep += 1) log.append(step(globalStep));
  return log;
}

describe('EventLog', () => {
  it('keeps every event, in order, numbers exact', () => {
    const folder = temporaryRunFolder();
    logOf(folder, 250).flush();
    expect(loggedEvents(folder)).toEqual(Array.from({ length: 250 }, (_, index) => step(index + 1)));
  });

  it('is cut back to the step a run resumes from, whatever a killed process left', () => {
    const folder = temporaryRunFolder();
    logOf(folder, 7).flush();
    appendFileSync(join(folder, 'events.jsonl'), '{"type":"step","globalSt');
    const resumed = EventLog.openAt(folder, 5);
    resumed.append(step(6));
    resumed.flush();
    expect(loggedEvents(folder).map((event) => event.globalStep)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('drops a last line that was cut off in the middle', () => {
    const folder = temporaryRunFolder();
    logOf(folder, 2).flush();
    appendFileSync(join(folder, 'events.jsonl'), '{"type":"step","globalStep":3,"lo');
    EventLog.openAt(folder, 3);
    expect(loggedEvents(folder)).toEqual([step(1), step(2)]);
  });

  it('is cut back to before a damaged line: what follows cannot be trusted', () => {
    const folder = temporaryRunFolder();
    logOf(folder, 2).flush();
    appendFileSync(join(folder, 'events.jsonl'), '\0\0\0\n');
    appendFileSync(join(folder, 'events.jsonl'), `${JSON.stringify(step(3))}\n`);
    EventLog.openAt(folder, 3);
    expect(loggedEvents(folder)).toEqual([step(1), step(2)]);
  });

  it('starts afresh at step 0', () => {
    const folder = temporaryRunFolder();
    logOf(folder, 3).flush();
    logOf(folder, 1).flush();
    expect(loggedEvents(folder)).toEqual([step(1)]);
  });

  // Every write to Linux's /dev/full is answered with "no space left on device".
  it.runIf(existsSync('/dev/full'))('says in plain words that the disk is full', () => {
    const folder = temporaryRunFolder();
    const log = logOf(folder, 3);
    symlinkSync('/dev/full', join(folder, 'events.jsonl'));
    expect(() => log.flush()).toThrow(/no room left on the disk/);
  });

  it.runIf(existsSync('/dev/full'))(
    'does not hide why a training ended when it is closed on a full disk',
    () => {
      const folder = temporaryRunFolder();
      const log = logOf(folder, 3);
      symlinkSync('/dev/full', join(folder, 'events.jsonl'));
      expect(() => log.close()).not.toThrow();
    },
  );

  it('writes what is left when it is closed', () => {
    const folder = temporaryRunFolder();
    logOf(folder, 3).close();
    expect(loggedEvents(folder)).toHaveLength(3);
  });
});

describe('readLoggedEvent', () => {
  it('reads a line, and nothing of a broken one', () => {
    expect(readLoggedEvent(JSON.stringify(step(3)))).toEqual(step(3));
    expect(readLoggedEvent('{"type":"step","globalSt')).toBeNull();
    expect(readLoggedEvent('')).toBeNull();
  });
});
