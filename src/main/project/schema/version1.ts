/**
 * The project's first schema. Faces are never removed: `deleted` is a person's wish, `withdrawn` an import
 * taken back. `journal`, `journal_changes` and `import_changes` only ever grow; triggers refuse all else.
 */
export const schemaVersion1 = `
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  template TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('folder', 'archive')),
  -- Relative to the project's folder, with forward slashes, when it lies inside; else absolute.
  folder TEXT NOT NULL UNIQUE,
  -- What the person chose: the folder itself, or the archive it was unpacked from.
  origin TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE images (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  path TEXT NOT NULL,
  width_px INTEGER NOT NULL CHECK (width_px > 0),
  height_px INTEGER NOT NULL CHECK (height_px > 0),
  content_hash TEXT NOT NULL,
  UNIQUE (source_id, path)
) STRICT;
CREATE INDEX images_by_content ON images (content_hash);

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  who TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  undone_at TEXT,
  undone_by TEXT,
  imported INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE faces (
  id INTEGER PRIMARY KEY,
  image_id INTEGER NOT NULL REFERENCES images (id),
  index_in_image INTEGER NOT NULL CHECK (index_in_image >= 0),
  split TEXT NOT NULL,
  flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  -- Whether the labels differ from what the label file says.
  edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  label_file TEXT NOT NULL,
  label_line INTEGER,
  UNIQUE (image_id, index_in_image)
) STRICT;
CREATE INDEX faces_by_split ON faces (split) WHERE deleted = 0 AND withdrawn = 0;
CREATE INDEX faces_flagged ON faces (id) WHERE flagged = 1 AND deleted = 0 AND withdrawn = 0;
CREATE INDEX faces_edited ON faces (id) WHERE edited = 1 AND deleted = 0 AND withdrawn = 0;
CREATE INDEX faces_by_import ON faces (import_id);

CREATE TABLE boxes (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  x REAL NOT NULL,
  y REAL NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  drawn_by TEXT NOT NULL,
  score REAL
) STRICT;

CREATE TABLE landmarks (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  -- x0, y0, x1, y1, … as little-endian 64-bit floats.
  points BLOB NOT NULL,
  -- One byte a point.
  visibility BLOB NOT NULL
) STRICT;

-- A category's or boolean's value id; a number; one row a tag. Tags that are known to be none are ''.
CREATE TABLE attribute_values (
  face_id INTEGER NOT NULL REFERENCES faces (id),
  attribute TEXT NOT NULL,
  value ANY NOT NULL,
  PRIMARY KEY (face_id, attribute, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribute_values_by_value ON attribute_values (attribute, value, face_id);

-- What the label file says of a face that a person has edited; for all others the labels are the originals.
CREATE TABLE original_labels (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  labels TEXT NOT NULL
) STRICT;

-- What a later import found changed in the label file: the labels before.
CREATE TABLE import_changes (
  import_id INTEGER NOT NULL REFERENCES imports (id),
  face_id INTEGER NOT NULL REFERENCES faces (id),
  before TEXT NOT NULL,
  PRIMARY KEY (import_id, face_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_changes_by_face ON import_changes (face_id);

CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
  -- The edit that is undone or done again.
  edit_id INTEGER REFERENCES journal (id),
  CHECK ((kind = 'edit') = (edit_id IS NULL))
) STRICT;
CREATE INDEX journal_edits ON journal (id) WHERE kind = 'edit';
CREATE INDEX journal_by_edit ON journal (edit_id, id) WHERE edit_id IS NOT NULL;

CREATE TABLE journal_changes (
  entry_id INTEGER NOT NULL REFERENCES journal (id),
  position INTEGER NOT NULL,
  face_id INTEGER NOT NULL REFERENCES faces (id),
  kind TEXT NOT NULL,
  -- The point or attribute.
  subject TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_changes_by_face ON journal_changes (face_id, entry_id);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  configuration TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('created', 'training', 'finished', 'stopped', 'failed', 'interrupted')),
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  global_step INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  engine TEXT,
  validation TEXT,
  failure TEXT
) STRICT;

CREATE TABLE run_metrics (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  kind TEXT NOT NULL CHECK (kind IN ('training', 'validation')),
  global_step INTEGER NOT NULL,
  metrics TEXT NOT NULL,
  PRIMARY KEY (run_id, kind, global_step)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluations (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  split TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  global_step INTEGER NOT NULL,
  at TEXT NOT NULL,
  faces INTEGER NOT NULL,
  seconds REAL NOT NULL,
  engine TEXT NOT NULL,
  metrics TEXT NOT NULL,
  floors TEXT NOT NULL,
  confusion TEXT NOT NULL
) STRICT;
CREATE INDEX evaluations_by_run ON evaluations (run_id, split, id);

CREATE TABLE evaluation_outputs (
  evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
  head TEXT NOT NULL,
  face_id INTEGER NOT NULL REFERENCES faces (id),
  -- 32-bit little-endian floats.
  outputs BLOB NOT NULL,
  -- A value id, where the head chooses one.
  predicted TEXT,
  -- Its probability.
  confidence REAL,
  loss REAL,
  error REAL,
  PRIMARY KEY (evaluation_id, head, face_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_outputs_by_error ON evaluation_outputs (evaluation_id, head, error, loss);

CREATE TABLE predictions (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  head TEXT NOT NULL,
  face_id INTEGER NOT NULL REFERENCES faces (id),
  global_step INTEGER NOT NULL,
  outputs BLOB NOT NULL,
  predicted TEXT,
  confidence REAL,
  loss REAL,
  error REAL,
  PRIMARY KEY (run_id, head, face_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX predictions_by_value ON predictions (run_id, head, predicted, confidence);

${['journal', 'journal_changes', 'import_changes'].map(appendOnly).join('\n')}
`;

/** Rows of the table can neither be changed nor deleted. */
export function appendOnly(table: string): string {
  return `
CREATE TRIGGER ${table}_never_updated BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_never_deleted BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;
}
