import type { DatabaseSync as Connection, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { databaseError } from './databaseErrors';
import { DatabaseSync } from './sqlite';

export type Row = Record<string, SQLOutputValue>;

/**
 * One connection with its prepared statements. Statements are written where they are used; each text is
 * prepared once. SQLite's errors leave here as `ExpectedError` where a person can act on them.
 */
export class Database {
  readonly file: string;
  private readonly connection: Connection;
  private readonly statements = new Map<string, StatementSync>();

  constructor(file: string, options: { readonly readOnly: boolean }) {
    this.file = file;
    this.connection = this.guard(
      () =>
        new DatabaseSync(file, {
          readOnly: options.readOnly,
          enableForeignKeyConstraints: true,
          timeout: 5000,
        }),
    );
    // 64 MiB of pages: the tables of 100,000 faces stay in memory.
    this.execute('PRAGMA cache_size = -65536');
  }

  /** Runs statements that return nothing; for schemas and pragmas. */
  execute(sql: string): void {
    this.guard(() => this.connection.exec(sql));
  }

  /** Runs one statement and answers the id of the last inserted row and the number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): { readonly id: number; readonly changes: number } {
    const { lastInsertRowid, changes } = this.guard(() => this.prepared(sql).run(...values));
    return { id: Number(lastInsertRowid), changes: Number(changes) };
  }

  first(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.guard(() => this.prepared(sql).get(...values));
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.guard(() => this.prepared(sql).all(...values));
  }

  /**
   * Everything in `work` is written, or nothing. Inside another transaction it becomes a part of that one.
   * The write lock is taken at the start, so that what `work` reads cannot be outdated when it writes.
   */
  transaction<Value>(work: () => Value): Value {
    if (this.connection.isTransaction) return work();
    this.execute('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.execute('COMMIT');
      return value;
    } catch (thrown) {
      // SQLite has already rolled back by itself after some errors, a full disk among them.
      if (this.connection.isTransaction) this.execute('ROLLBACK');
      throw thrown;
    }
  }

  close(): void {
    this.statements.clear();
    if (this.connection.isOpen) this.connection.close();
  }

  private prepared(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private guard<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (thrown) {
      throw databaseError(thrown, this.file);
    }
  }
}

/** The first column's number; for counts and ids. */
export function numberIn(row: Row | undefined): number {
  return row === undefined ? 0 : Number(Object.values(row)[0]);
}
