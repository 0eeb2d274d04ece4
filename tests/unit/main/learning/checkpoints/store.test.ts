import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointStore } from '../../../../../src/main/learning/checkpoints/store';
import { sampleCheckpoint } from './sample';

let folder: string;
let notes: string[];
let store: CheckpointStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-checkpoints-'));
  notes = [];
  store = new CheckpointStore(folder, (message) => notes.push(message));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, 'checkpoints', name);
const files = (): string[] => readdirSync(join(folder, 'checkpoints')).sort();

function corrupt(name: string): void {
  const bytes = readFileSync(file(name));
  bytes[bytes.length - 40]! ^= 1;
  writeFileSync(file(name), bytes);
}

describe('CheckpointStore', () => {
  it('has nothing at first', () => {
    expect(store.newest()).toBeNull();
    expect(store.versionOf('best')).toBeNull();
    expect(() => store.load('newest')).toThrow(/no checkpoint/);
  });

  it('keeps the last five and the best, and leaves no temporary file', () => {
    for (const step of [1, 2, 3, 4, 5, 6, 7, 10]) store.save(sampleCheckpoint(step, step, step === 2));
    expect(files()).toEqual([
      'best.checkpoint',
      ...[4, 5, 6, 7, 10].map((step) => `step-${String(step).padStart(8, '0')}.checkpoint`),
    ]);
    expect(store.newest()).toEqual(sampleCheckpoint(10));
    expect(store.load('best')).toEqual(sampleCheckpoint(2, 2, true));
  });

  it('uses the previous checkpoint when the newest is corrupt, and says so', () => {
    for (const step of [1, 2, 3]) store.save(sampleCheckpoint(step));
    corrupt('step-00000003.checkpoint');
    expect(store.newest()?.globalStep).toBe(2);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/step-00000003\.checkpoint cannot be used.*hash.*Another one is used/);
  });

  it('uses the newest checkpoint when the best is corrupt, and says so', () => {
    store.save(sampleCheckpoint(1, 1, true));
    store.save(sampleCheckpoint(2));
    corrupt('best.checkpoint');
    expect(store.load('best').globalStep).toBe(2);
    expect(notes[0]).toMatch(/best\.checkpoint cannot be used/);
  });

  it('says when the run has no best, and uses the newest', () => {
    store.save(sampleCheckpoint(1));
    expect(store.load('best').globalStep).toBe(1);
    expect(notes[0]).toMatch(/no best checkpoint/);
  });

  it('passes over one that the disk does not give back, and says so', () => {
    for (const step of [1, 2]) store.save(sampleCheckpoint(step));
    rmSync(file('step-00000002.checkpoint'));
    // A folder in its place: reading it is an error of the system's, as of a broken disk.
    mkdirSync(file('step-00000002.checkpoint'));
    expect(store.newest()?.globalStep).toBe(1);
    expect(notes[0]).toMatch(/step-00000002\.checkpoint cannot be read: EISDIR/);
  });

  it('fails when there are checkpoints and none is good', () => {
    store.save(sampleCheckpoint(1));
    writeFileSync(file('step-00000001.checkpoint'), 'nonsense');
    expect(() => store.newest()).toThrow(/None of the 1 checkpoints/);
  });

  it('forgets a future that a resumed run has left', () => {
    for (const step of [1, 2, 3, 4]) store.save(sampleCheckpoint(step));
    store.save(sampleCheckpoint(2, 99));
    expect(files()).toEqual(['step-00000001.checkpoint', 'step-00000002.checkpoint']);
    expect(store.newest()?.arrays.trainable[0]).toBe(99);
  });

  it('ignores a half-written file that a killed process left behind, and clears it away', () => {
    store.save(sampleCheckpoint(1));
    writeFileSync(file('step-00000002.checkpoint.123.tmp'), 'half');
    expect(store.newest()?.globalStep).toBe(1);
    expect(notes).toEqual([]);
    store.save(sampleCheckpoint(2));
    expect(files()).toEqual(['step-00000001.checkpoint', 'step-00000002.checkpoint']);
  });

  it('changes its version with what it would answer', () => {
    store.save(sampleCheckpoint(1));
    const first = store.versionOf('best');
    expect(store.versionOf('best')).toBe(first);
    store.save(sampleCheckpoint(2));
    const second = store.versionOf('best');
    expect(second).not.toBe(first);
    store.save(sampleCheckpoint(3, 3, true));
    expect(store.versionOf('best')).not.toBe(second);
    expect(store.versionOf('best')).not.toBe(store.versionOf('newest'));
  });

  it('forgets everything when cleared', () => {
    store.save(sampleCheckpoint(1));
    store.clear();
    expect(existsSync(join(folder, 'checkpoints'))).toBe(false);
  });
});
