import type { RunMetrics, RunMetricsKind, RunRecord, RunState } from '@shared/domain/run';
import type { Template } from '@shared/domain/template';
import type { Duration, OptimizerConfiguration, RunConfiguration } from '@shared/learning/configuration';
import type { EngineDescription, Metrics } from '@shared/learning/results';
import { fail } from '@shared/result';
import type { ChangeFeed } from '../changes';
import { type Database, type Row, numberIn } from '../database';
import { parsed, parsedMetrics } from '../json';
import type { ProjectTemplate } from '../projectTemplate';
import { RunFolders } from './runFolders';
import { RunHolds, type RunWork } from './runHolds';
import { deleteRowByRow, deleteRows } from './runRows';

/** What changes about a run while it lives; what is not given stays. */
export interface RunChanges {
  readonly globalStep?: number;
  /** All sessions together. */
  readonly seconds?: number;
  readonly engine?: EngineDescription;
  readonly validation?: Metrics;
  readonly failure?: string;
}

/** Training runs: what was asked for, how it went, and the folder with the checkpoints. */
export class RunRepository {
  private readonly folders: RunFolders;
  private readonly holds = new RunHolds();

  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
    projectFolder: string,
    /** Whether a process that could be training is alive. */
    private readonly writerIsAlive: boolean,
    private readonly changes: ChangeFeed,
  ) {
    this.folders = new RunFolders(projectFolder);
  }

  /**
   * Also makes the run's folder. Without a name it is called by its preset and the next number: `studio-1`.
   * Fails with `run-exists` when the name is taken.
   */
  create(run: {
    readonly name?: string;
    readonly configuration: RunConfiguration;
    /** What its heads' numbers mean; default: what the project labels now. */
    readonly template?: Template;
  }): RunRecord {
    return this.database.transaction(() => {
      const name = run.name?.trim() || this.freeName(run.configuration.preset);
      if (this.find(name)) {
        fail('run-exists', `There already is a run called ${name}. Choose another name, or resume it.`, {
          run: name,
        });
      }
      const { id } = this.database.run(
        `INSERT INTO runs (name, configuration, template, state, created_at) VALUES (?, ?, ?, 'created', ?)`,
        name,
        JSON.stringify(run.configuration),
        JSON.stringify(run.template ?? this.template.current),
        new Date().toISOString(),
      );
      this.folders.make(id);
      return this.get(id);
    });
  }

  /** By id or by name. Fails with `run-unknown`, listing the names there are. */
  get(run: number | string): RunRecord {
    const found = this.find(run);
    if (found) return found;
    const names = this.list().map((known) => known.name);
    const hint = names.length > 0 ? `There are: ${names.join(', ')}.` : 'Nothing was trained in it yet.';
    return fail('run-unknown', `The project has no run ${run}. ${hint}`, { runs: names });
  }

  find(run: number | string): RunRecord | undefined {
    const column = typeof run === 'number' ? 'id' : 'name';
    const row = this.database.first(`SELECT * FROM runs WHERE ${column} = ?`, run);
    return row && this.read(row);
  }

  /** Oldest first. */
  list(): RunRecord[] {
    return this.database.all('SELECT * FROM runs ORDER BY id').map((row) => this.read(row));
  }

  count(): number {
    return numberIn(this.database.first('SELECT count(*) FROM runs'));
  }

  /** Absolute; holds configuration, checkpoints and event log, named by the run's id. */
  folder(runId: number): string {
    return this.folders.of(runId);
  }

  updateState(runId: number, state: RunState, changes: RunChanges = {}): RunRecord {
    const now = new Date().toISOString();
    const hasEnded = state !== 'created' && state !== 'training';
    return this.database.transaction(() => {
      this.update(runId, changes);
      this.database.run(
        `UPDATE runs SET state = ?1, started_at = CASE WHEN ?1 = 'training' THEN coalesce(started_at, ?2) ELSE started_at END,
           ended_at = ?3, failure = CASE WHEN ?1 = 'failed' THEN failure END
         WHERE id = ?4`,
        state,
        now,
        hasEnded ? now : null,
        runId,
      );
      return this.get(runId);
    });
  }

  update(runId: number, changes: RunChanges): void {
    this.database.run(
      `UPDATE runs SET global_step = coalesce(?, global_step), seconds = coalesce(?, seconds),
         engine = coalesce(?, engine), validation = coalesce(?, validation), failure = coalesce(?, failure)
       WHERE id = ?`,
      changes.globalStep ?? null,
      changes.seconds ?? null,
      changes.engine ? JSON.stringify(changes.engine) : null,
      changes.validation ? JSON.stringify(changes.validation) : null,
      changes.failure ?? null,
      runId,
    );
  }

  /** Gives a run another end, so that it can be resumed past its first one; nothing else of it changes. */
  extend(runId: number, duration: Duration): RunRecord {
    return this.database.transaction(() => {
      const configuration = JSON.stringify({ ...this.get(runId).configuration, duration });
      this.database.run('UPDATE runs SET configuration = ? WHERE id = ?', configuration, runId);
      return this.get(runId);
    });
  }

  /** A step that is trained again after a resume replaces its first pass. */
  recordMetrics(runId: number, kind: RunMetricsKind, samples: readonly RunMetrics[]): void {
    this.database.transaction(() => {
      for (const { globalStep, metrics } of samples) {
        this.database.run(
          `INSERT INTO run_metrics (run_id, kind, global_step, metrics) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET metrics = excluded.metrics`,
          runId,
          kind,
          globalStep,
          JSON.stringify(metrics),
        );
      }
    });
  }

  /** In the order of the steps. */
  metrics(runId: number, kind: RunMetricsKind): RunMetrics[] {
    const rows = this.database.all(
      'SELECT global_step, metrics FROM run_metrics WHERE run_id = ? AND kind = ? ORDER BY global_step',
      runId,
      kind,
    );
    return rows.map((row) => ({
      globalStep: Number(row['global_step']),
      metrics: parsedMetrics(row['metrics']),
    }));
  }

  /** For a job that works with a run: until the function that is answered is called, nobody deletes it. */
  hold(run: RunRecord, work: RunWork = 'job'): () => void {
    return this.holds.hold(run, work);
  }

  /**
   * Runs with all that is theirs: metrics, evaluations, stored predictions, and their folders. Labels stay, whoever
   * suggested them. Killed at any moment, what is left is harmless: a run is there whole but for some of its stored
   * predictions, or it is gone and its folder is removed by whoever opens the project next. Fails with `run-unknown`,
   * `run-at-work`, `run-in-use` and `run-folder-busy`, and the runs stay.
   */
  async delete(runs: readonly RunRecord[]): Promise<void> {
    const ids = runs.map(({ id }) => this.get(id).id);
    const release = this.holds.leave(runs);
    try {
      // First what may be refused: nothing is lost then.
      const back = this.folders.hide(ids);
      try {
        for (const id of ids) await deleteRowByRow(this.database, id);
        deleteRows(this.database, ids);
      } catch (thrown) {
        back();
        for (const runId of ids) this.changes.tell({ kind: 'predictions', runId });
        throw thrown;
      }
    } finally {
      release();
    }
    this.changes.tell({ kind: 'runs-deleted', runs: runs.map(({ id, name }) => ({ id, name })) });
    await this.folders.clear(ids);
  }

  /** Whoever has just become the only writer knows that nobody is deleting any more. */
  settleDeletions(): void {
    this.folders.settle((id) => this.find(id) !== undefined);
  }

  /** Whoever has just become the only writer knows that nobody is training any more. */
  interruptAbandoned(): void {
    this.database.run(
      `UPDATE runs SET state = 'interrupted', ended_at = ? WHERE state = 'training'`,
      new Date().toISOString(),
    );
  }

  /** `studio` → `studio-1`, or the next number that is free. */
  freeName(stem: string): string {
    let number = 1;
    while (this.find(`${stem}-${number}`)) number += 1;
    return `${stem}-${number}`;
  }

  private read(row: Row): RunRecord {
    const state = row['state'] as RunState;
    return {
      id: Number(row['id']),
      name: String(row['name']),
      configuration: completed(parsed<RunConfiguration>(row['configuration'])!),
      template: parsed<Template>(row['template']) ?? this.template.current,
      state: state === 'training' && !this.writerIsAlive ? 'interrupted' : state,
      createdAt: String(row['created_at']),
      startedAt: row['started_at'] === null ? null : String(row['started_at']),
      endedAt: row['ended_at'] === null ? null : String(row['ended_at']),
      globalStep: Number(row['global_step']),
      seconds: Number(row['seconds']),
      engine: parsed<EngineDescription>(row['engine']),
      validation: row['validation'] === null ? null : parsedMetrics(row['validation']),
      failure: row['failure'] === null ? null : String(row['failure']),
    };
  }
}

/** A run from before optimizers could be chosen was trained by Adam without weight decay. */
function completed(configuration: RunConfiguration): RunConfiguration {
  const { weightDecay = 0, momentum = 0.9 } = configuration.optimizer as Partial<OptimizerConfiguration>;
  return { ...configuration, optimizer: { ...configuration.optimizer, weightDecay, momentum } };
}
