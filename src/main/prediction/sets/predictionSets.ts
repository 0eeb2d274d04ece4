import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PredictionSetSummary } from '@shared/contract/predictions';
import { ExpectedError, fail } from '@shared/result';
import { makeFolder } from '../../project/folders';
import type { Project } from '../../project/project';
import { predictedFace } from '../predictedFace';
import { predictedWord } from '../predictedWord';
import { PredictionIndex } from './predictionIndex';
import { PredictionSet } from './predictionSet';
import type { SetOrder } from './setRecords';

interface OpenSet {
  readonly set: PredictionSet;
  index: PredictionIndex;
  /** Of the set when the index was begun. */
  renewals: number;
  /** One reading of new faces at a time. */
  reading: Promise<void>;
}

/** What a job does to a set. */
export type SetWork = 'predicting' | 'adding';

/**
 * The sets of predictions that a project keeps, each in a folder of its own, `predictions/<id>/`: deleted at once
 * however large, and never in the way of the project's own data. Opened when first asked for.
 */
export class PredictionSets {
  private readonly opened = new Map<number, OpenSet>();
  /** Sets that a job writes to, and which. */
  private readonly atWork = new Map<number, { readonly work: SetWork; readonly jobId: string | null }>();

  constructor(private readonly project: Project) {}

  /** Newest first; a folder that holds no set that can be read is passed over. */
  list(): PredictionSetSummary[] {
    return this.ids().flatMap((id) => {
      try {
        return [this.summary(id)];
      } catch (thrown) {
        if (thrown instanceof ExpectedError) return [];
        throw thrown;
      }
    });
  }

  /** Fails with `set-unknown` or `set-unreadable`. */
  get(id: number): PredictionSet {
    return this.openSet(id).set;
  }

  /** Makes a set that waits for its job. Fails with `project-read-only`, `folder-unwritable` or `disk-full`. */
  create(order: SetOrder): PredictionSet {
    this.requireWritable();
    const name = this.freeName(order.name);
    makeFolder(this.home);
    for (let id = (this.ids()[0] ?? 0) + 1; ; id += 1) {
      const folder = this.folderOf(id);
      if (!madeNow(folder)) continue;
      try {
        const set = PredictionSet.create(id, folder, { ...order, name });
        this.keep(set);
        return set;
      } catch (thrown) {
        rmSync(folder, { recursive: true, force: true });
        throw thrown;
      }
    }
  }

  /** Fails with `set-unknown`, `set-at-work` or `project-read-only`. */
  async delete(id: number): Promise<void> {
    this.requireWritable();
    this.requireKnown(id);
    this.requireIdle(id);
    this.forget(id);
    // Out of sight at once; what cannot be removed now is no set any more.
    const gone = join(this.home, `.deleted-${id}-${Date.now()}`);
    await rename(this.folderOf(id), gone);
    await rm(gone, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Lets go of a set that could not be made whole. */
  forget(id: number): void {
    this.opened.get(id)?.set.close();
    this.opened.delete(id);
  }

  summary(id: number): PredictionSetSummary {
    const set = this.get(id);
    const facts = set.facts();
    const run = this.project.runs.find(facts.runId);
    const atWork = this.atWork.get(id);
    const { done, failed, faces } = set.counts();
    return {
      id,
      name: facts.name,
      run: run?.name ?? facts.run,
      runDeleted: run === undefined,
      checkpoint: facts.checkpoint,
      globalStep: facts.globalStep,
      // Whoever wrote so is gone.
      state: facts.state === 'running' && atWork?.work !== 'predicting' ? 'interrupted' : facts.state,
      failure: facts.failure,
      jobId: atWork?.jobId ?? null,
      createdAt: facts.createdAt,
      seconds: facts.seconds,
      inputs: facts.inputs,
      uploaded: facts.uploaded,
      facesAre: facts.facesAre,
      watch: facts.watch,
      photos: facts.photoCount,
      done,
      failed,
      faces,
      ...set.remarks(),
      scheme: facts.scheme,
      heads: facts.heads,
      ...this.inProject(facts.imports),
    };
  }

  /** With every face that has been predicted so far. Reads in slices, so that nobody else waits. */
  async index(id: number): Promise<PredictionIndex> {
    const open = this.openSet(id);
    open.reading = open.reading.then(() => readNew(open));
    await open.reading;
    return open.index;
  }

  /** For the one job that may write to a set, until it releases it. Fails with `set-at-work`. */
  hold(id: number, work: SetWork): { readonly by: (jobId: string) => void; readonly release: () => void } {
    this.requireWritable();
    this.requireIdle(id);
    this.atWork.set(id, { work, jobId: null });
    return {
      by: (jobId) => void this.atWork.set(id, { work, jobId }),
      release: () => void this.atWork.delete(id),
    };
  }

  close(): void {
    for (const { set } of this.opened.values()) set.close();
    this.opened.clear();
  }

  /** Made when there is something to keep. */
  folderOf(id: number): string {
    return join(this.home, String(id));
  }

  private get home(): string {
    return join(this.project.folder, 'predictions');
  }

  /** Newest first. */
  private ids(): number[] {
    try {
      const names = readdirSync(this.home).filter((name) => /^[1-9]\d{0,8}$/.test(name));
      return names.map(Number).sort((first, second) => second - first);
    } catch {
      return [];
    }
  }

  private openSet(id: number): OpenSet {
    const open = this.opened.get(id);
    if (open) return open;
    this.requireKnown(id);
    return this.keep(PredictionSet.open(id, this.folderOf(id), this.project.mode));
  }

  private keep(set: PredictionSet): OpenSet {
    const { heads, renewals } = set.facts();
    const open = { set, index: new PredictionIndex(heads), renewals, reading: Promise.resolve() };
    this.opened.set(set.id, open);
    return open;
  }

  private requireKnown(id: number): void {
    if (!this.ids().includes(id)) fail('set-unknown', 'These predictions are not in the project any more.');
  }

  private requireIdle(id: number): void {
    if (this.atWork.has(id)) {
      fail('set-at-work', 'These predictions are being worked on. Stop that, or wait for its end.');
    }
  }

  private requireWritable(): void {
    if (this.project.mode === 'read') {
      fail('project-read-only', 'The project is open for reading only, so that nothing can be kept in it.');
    }
  }

  private freeName(wished: string): string {
    const taken = new Set(this.list().map(({ name }) => name.toLowerCase()));
    let name = wished;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wished} ${number}`;
    return name;
  }

  private inProject(imports: readonly number[]): Pick<PredictionSetSummary, 'added' | 'importId'> {
    const records = imports.length === 0 ? [] : this.project.imports.list();
    const standing = records.filter(({ id, undoneAt }) => imports.includes(id) && undoneAt === null);
    const [newest] = standing;
    if (!newest) return { added: null, importId: null };
    return { added: standing.reduce((sum, { imported }) => sum + imported, 0), importId: newest.id };
  }
}

/** What a set on these inputs is called: after the first folder or file. */
export function nameAfter(inputs: readonly string[], fallback: string): string {
  const [first] = inputs;
  const name = first === undefined ? '' : basename(resolve(first));
  return (name === '' ? fallback : name).slice(0, 80);
}

async function readNew(open: OpenSet): Promise<void> {
  const { set } = open;
  const { heads, renewals } = set.facts();
  if (renewals !== open.renewals) {
    open.index = new PredictionIndex(heads);
    open.renewals = renewals;
  }
  const { index } = open;
  for (;;) {
    const faces = set.facesAfter(index.lastId);
    if (faces.length === 0) return;
    for (const face of faces) {
      const { values } = predictedFace(face, heads);
      const { id, name } = face;
      index.add({ id, name, words: [...values].map(([head, value]) => predictedWord(head, value)) });
    }
    await nextTurn();
  }
}

function madeNow(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}
