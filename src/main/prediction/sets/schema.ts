import { numberIn, type Database } from '../../project/database';
import { fail } from '@shared/result';

/** Marks a set's file as ours (`FACP` in ASCII). */
const applicationId = 0x46414350;

/** SQL from version n to n + 1 at index n. A published one is never changed: a new one follows it. */
const versions: readonly string[] = [
  `
CREATE TABLE prediction_set (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  checkpoint TEXT NOT NULL CHECK (checkpoint IN ('newest', 'best')),
  -- Of the checkpoint that predicted: whoever goes on must have the same.
  global_step INTEGER,
  -- What a point and a number meant when it was predicted, whatever becomes of the project's template.
  scheme TEXT NOT NULL,
  heads TEXT NOT NULL,
  inputs TEXT NOT NULL,
  uploaded INTEGER NOT NULL CHECK (uploaded IN (0, 1)),
  -- The folder that the photos' names are relative to.
  home TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'stopped', 'failed', 'finished')),
  failure TEXT,
  created_at TEXT NOT NULL,
  seconds REAL NOT NULL DEFAULT 0,
  -- Null until they have all been listed.
  photo_count INTEGER,
  -- The project's imports that took faces from here.
  imports TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE photos (
  position INTEGER PRIMARY KEY,
  -- Relative to the set's folder where it lies in it.
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  width_px INTEGER,
  height_px INTEGER,
  content_hash TEXT,
  failure_code TEXT,
  failure_reason TEXT
) STRICT;
CREATE INDEX photos_waiting ON photos (position) WHERE content_hash IS NULL AND failure_code IS NULL;
CREATE INDEX photos_failed ON photos (position) WHERE failure_code IS NOT NULL;

CREATE TABLE faces (
  id INTEGER PRIMARY KEY,
  photo INTEGER NOT NULL REFERENCES photos (position),
  index_in_photo INTEGER NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  -- Every head's numbers, one head after the other: 32-bit little-endian floats.
  outputs BLOB NOT NULL,
  UNIQUE (photo, index_in_photo)
) STRICT;

-- Folders that could not be read.
CREATE TABLE folder_problems (path TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
`,
  `
ALTER TABLE prediction_set ADD COLUMN faces_are TEXT NOT NULL DEFAULT 'whole' CHECK (faces_are IN ('found', 'whole'));
ALTER TABLE prediction_set ADD COLUMN watch INTEGER NOT NULL DEFAULT 0 CHECK (watch IN (0, 1));
-- The box that a finder of faces found and its score, as JSON; null where the photo counts as one face.
ALTER TABLE faces ADD COLUMN found TEXT;
CREATE INDEX photos_by_content ON photos (content_hash) WHERE content_hash IS NOT NULL;
`,
  `
-- Another one when the file has been written to since it was looked at; null where nobody noted it.
ALTER TABLE photos ADD COLUMN stamp TEXT;
-- How often results were taken out, so that whoever has read them reads them anew.
ALTER TABLE prediction_set ADD COLUMN renewals INTEGER NOT NULL DEFAULT 0;
`,
];

export function makeTables(database: Database): void {
  database.transaction(() => {
    for (const sql of versions) database.execute(sql);
    database.execute(`PRAGMA application_id = ${applicationId}`);
    database.execute(`PRAGMA user_version = ${versions.length}`);
  });
}

/** Brings a set of an earlier version to this one's. */
export function updateTables(database: Database): void {
  const version = numberIn(database.first('PRAGMA user_version'));
  if (version === versions.length) return;
  database.transaction(() => {
    for (const sql of versions.slice(version)) database.execute(sql);
    database.execute(`PRAGMA user_version = ${versions.length}`);
  });
}

/** Fails with `set-unreadable` for a file that is no set, or one of a newer Facet; an older one can be read. */
export function checkTables(database: Database): void {
  const version = numberIn(database.first('PRAGMA user_version'));
  const owner = numberIn(database.first('PRAGMA application_id'));
  if (owner === applicationId && version >= 1 && version <= versions.length) return;
  fail('set-unreadable', `${database.file} is no set of predictions that this version of Facet can read.`);
}
