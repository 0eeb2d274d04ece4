import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError, fail } from '@shared/result';
import type { CheckpointChoice } from '../engine/protocol';
import { isTemporaryFile, writeAtomically } from './atomicWrite';
import type { Checkpoint } from './checkpoint';
import { whileThereIsRoom } from './diskSpace';
import { decodeCheckpoint, encodeCheckpoint } from './format';

const keptCheckpoints = 5;
const bestFile = 'best.checkpoint';
const stepFile = /^step-(\d+)\.checkpoint$/;

/** A run's checkpoints: the last five and the best, in `checkpoints/` of the run's folder. */
export class CheckpointStore {
  private readonly folder: string;

  /** @param note is told of every checkpoint that had to be passed over. */
  constructor(
    runFolder: string,
    private readonly note: (message: string) => void,
  ) {
    this.folder = join(runFolder, 'checkpoints');
  }

  /** Fails with `disk-full`; what was there before is then still there. */
  save(checkpoint: Checkpoint): void {
    whileThereIsRoom(this.folder, () => mkdirSync(this.folder, { recursive: true }));
    const bytes = encodeCheckpoint(checkpoint);
    // The best first: a run killed between the two finds the same best again when it goes on.
    if (checkpoint.best?.globalStep === checkpoint.globalStep)
      writeAtomically(join(this.folder, bestFile), bytes);
    writeAtomically(this.fileOf(checkpoint.globalStep), bytes);
    this.prune(checkpoint.globalStep);
  }

  /**
   * The newest good checkpoint; null when the run has none yet. Corrupt ones are passed over with a note.
   * Fails with `checkpoint-corrupt` when there are some and none is good.
   */
  newest(): Checkpoint | null {
    const steps = this.steps();
    for (const step of steps) {
      const checkpoint = this.read(this.fileOf(step));
      if (checkpoint) return checkpoint;
    }
    if (steps.length === 0) return null;
    return fail(
      'checkpoint-corrupt',
      `None of the ${steps.length} checkpoints in ${this.folder} can be read. Train the run again from the start.`,
      { folder: this.folder },
    );
  }

  /** Fails with `checkpoint-missing` when the run has none. A lacking or corrupt best is the newest, with a note. */
  load(choice: CheckpointChoice): Checkpoint {
    const chosen = choice === 'best' ? this.best() : null;
    return (
      chosen ??
      this.newest() ??
      fail('checkpoint-missing', `There is no checkpoint in ${this.folder}. Train the run first.`, {
        folder: this.folder,
      })
    );
  }

  /** The one of a step. Fails with `checkpoint-missing` when it is not kept, and with `checkpoint-corrupt`. */
  at(step: number): Checkpoint {
    if (this.steps().includes(step)) return readCheckpoint(this.fileOf(step));
    const best = join(this.folder, bestFile);
    const kept = existsSync(best) ? readCheckpoint(best) : null;
    if (kept?.globalStep === step) return kept;
    const steps = [...new Set([...this.steps(), ...(kept ? [kept.globalStep] : [])])].sort((a, b) => a - b);
    return fail(
      'checkpoint-missing',
      `There is no checkpoint of step ${step} in ${this.folder}. There are: ${steps.join(', ') || 'none yet'}.`,
      { folder: this.folder, steps },
    );
  }

  /** Changes whenever `load` would answer something else; null when the run has no checkpoint. */
  versionOf(choice: CheckpointChoice): string | null {
    const best = join(this.folder, bestFile);
    const newest = this.steps()[0];
    const file =
      choice === 'best' && existsSync(best) ? best : newest === undefined ? null : this.fileOf(newest);
    return file === null ? null : `${choice} ${file} ${statSync(file).mtimeMs}`;
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Leaves the newest and the best, for a run that nobody is going to go on with from another one. */
  thin(): void {
    for (const step of this.steps().slice(1)) rmSync(this.fileOf(step), { force: true });
  }

  private best(): Checkpoint | null {
    const file = join(this.folder, bestFile);
    if (existsSync(file)) return this.read(file);
    this.note(
      'The run has no best checkpoint, since nothing was validated in it so far; the newest is used.',
    );
    return null;
  }

  private read(file: string): Checkpoint | null {
    try {
      return readCheckpoint(file);
    } catch (error) {
      if (!(error instanceof ExpectedError && error.code === 'checkpoint-corrupt')) throw error;
      this.note(`${error.message} Another one is used where there is one.`);
      return null;
    }
  }

  /** Newest first. */
  private steps(): number[] {
    return stepsIn(this.folder);
  }

  private fileOf(step: number): string {
    return join(this.folder, `step-${String(step).padStart(8, '0')}.checkpoint`);
  }

  /**
   * Keeps the last five up to `step`; later ones are of a future that a resumed run has left. What a killed
   * process had begun to write goes too: a run has one writer, which has just finished.
   */
  private prune(step: number): void {
    for (const name of readdirSync(this.folder)) {
      if (isTemporaryFile(name)) rmSync(join(this.folder, name), { force: true });
    }
    const steps = this.steps();
    const kept = new Set(steps.filter((other) => other <= step).slice(0, keptCheckpoints));
    for (const other of steps) if (!kept.has(other)) rmSync(this.fileOf(other), { force: true });
  }
}

/** Of the newest checkpoint, which may yet turn out to be corrupt; null when there is none. */
export function newestCheckpointStep(runFolder: string): number | null {
  return stepsIn(join(runFolder, 'checkpoints'))[0] ?? null;
}

/** Newest first. */
function stepsIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => stepFile.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((first, second) => second - first);
}

function readCheckpoint(file: string): Checkpoint {
  return decodeCheckpoint(contentsOf(file), file);
}

/** A file that the disk no longer gives back is as lost as a corrupt one. */
function contentsOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('checkpoint-corrupt', `The checkpoint ${file} cannot be read: ${reason}.`, { file });
  }
}
