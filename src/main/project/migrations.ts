import { existsSync } from 'node:fs';
import { fail } from '@shared/result';
import { type Database, numberIn } from './database';
import { schemaVersion1 } from './schema/version1';
import { schemaVersion2 } from './schema/version2';
import { schemaVersion3 } from './schema/version3';
import { schemaVersion4 } from './schema/version4';
import { schemaVersion5 } from './schema/version5';

/** Marks a SQLite file as ours (`FACT` in ASCII); `file` and others read it from the header. */
export const applicationId = 0x46414354;

/** SQL from version n to n + 1 at index n. A published one is never changed: a new one follows it. */
export const migrations: readonly string[] = [
  schemaVersion1,
  schemaVersion2,
  schemaVersion3,
  schemaVersion4,
  schemaVersion5,
];

/** Fails unless the database is one of ours, empty, or of a version that this program knows. */
export function checkVersion(database: Database, steps: readonly string[] = migrations): number {
  const version = numberIn(database.first('PRAGMA user_version'));
  const owner = numberIn(database.first('PRAGMA application_id'));
  const isEmpty = numberIn(database.first('SELECT count(*) FROM sqlite_schema')) === 0;
  if (owner !== applicationId && !isEmpty) {
    fail('not-a-project', `${database.file} belongs to another program. Choose another folder.`);
  }
  if (version > steps.length) {
    fail(
      'project-newer',
      `${database.file} was made by a newer version of Facet (its format is ${version}, this one knows ${steps.length}). Update Facet to open it.`,
      { projectVersion: version, knownVersion: steps.length },
    );
  }
  return version;
}

/**
 * Brings the database to the newest version, all steps in one transaction. A project with something in it is
 * first copied beside itself (`project.db.version-3`), so that a step that goes wrong loses nothing.
 */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  const version = checkVersion(database, steps);
  if (version === steps.length) return;
  if (version > 0) keepCopy(database, version);
  database.transaction(() => {
    for (const sql of steps.slice(version)) database.execute(sql);
    database.execute(`PRAGMA application_id = ${applicationId}`);
    database.execute(`PRAGMA user_version = ${steps.length}`);
  });
}

function keepCopy(database: Database, version: number): void {
  database.run('VACUUM INTO ?', freeName(`${database.file}.version-${version}`));
}

function freeName(name: string): string {
  let candidate = name;
  for (let number = 2; existsSync(candidate); number += 1) candidate = `${name}-${number}`;
  return candidate;
}
