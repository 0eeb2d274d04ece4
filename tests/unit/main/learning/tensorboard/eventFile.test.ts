import { appendFileSync, existsSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EventFile, eventFiles } from '../../../../../src/main/learning/tensorboard/eventFile';
import { temporaryRunFolder } from '../estimator/runFolder';
import { readEventFiles, stepsAndTags } from './eventFileReader';

function written(folder: string, after: number, steps: readonly number[]): EventFile {
  const file = EventFile.openAt(folder, after);
  for (const step of steps) file.append(step, [{ tag: 'training/loss', simpleValue: step / 4 }]);
  file.flush();
  return file;
}
const stepsIn = (folder: string): string[] =>
  stepsAndTags(readEventFiles(folder)).map((line) => line.split(' ')[0]!);

describe('an event file', () => {
  it('begins with its version and holds every number, as another reader sees it', () => {
    const folder = temporaryRunFolder();
    written(folder, 0, [1, 2, 300]);
    const events = readEventFiles(folder);
    expect(events[0]).toMatchObject({ step: 0, version: 'brain.Event:2', values: [] });
    expect(events.slice(1).map(({ step, values }) => [step, values[0]!.tag, values[0]!.scalar])).toEqual(
      [1, 2, 300].map((step) => [step, 'training/loss', step / 4]),
    );
  });

  it('of a resumed run is a new one, and no step is there twice', () => {
    const folder = temporaryRunFolder();
    written(folder, 0, [1, 2, 3, 4, 5]);
    written(folder, 3, [4, 5, 6]);
    expect(stepsIn(folder)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(eventFiles(folder)).toHaveLength(2);
    // Whoever has read the first file already is told to forget what came after the checkpoint.
    const start = readEventFiles(folder).find(({ sessionStatus }) => sessionStatus !== null);
    expect(start).toMatchObject({ step: 4, sessionStatus: 1 });
    written(folder, 2, [3]);
    expect(stepsIn(folder)).toEqual(['1', '2', '3']);
  });

  it('is cut back to its last whole event where a process was killed while writing', () => {
    const folder = temporaryRunFolder();
    written(folder, 0, [1, 2, 3]);
    const [first] = eventFiles(folder);
    truncateSync(first!, 100);
    appendFileSync(first!, 'no record');
    written(folder, 3, [4]);
    expect(stepsIn(folder)).toEqual(['1', '4']);
  });

  it('starts afresh with a run', () => {
    const folder = temporaryRunFolder();
    written(folder, 0, [1, 2]);
    written(folder, 2, [3]);
    written(folder, 0, [1]);
    expect(stepsIn(folder)).toEqual(['1']);
  });

  // Every write to Linux's /dev/full is answered with "no space left on device".
  it.runIf(existsSync('/dev/full'))('says in plain words that the disk is full, but not when closed', () => {
    const folder = temporaryRunFolder();
    const file = written(folder, 0, [1]);
    const [path] = eventFiles(folder);
    rmSync(path!);
    symlinkSync('/dev/full', path!);
    file.append(2, [{ tag: 'training/loss', simpleValue: 1 }]);
    expect(() => file.flush()).toThrow(/no room left on the disk/);
    file.append(3, [{ tag: 'training/loss', simpleValue: 1 }]);
    expect(() => file.close()).not.toThrow();
  });
});
