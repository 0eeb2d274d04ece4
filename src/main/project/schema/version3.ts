/**
 * Evaluations face by face as columns of one blob each, with the labels that were measured against and what is shown
 * of them. What older versions kept row by row stays readable in `evaluation_outputs`.
 */
export const schemaVersion3 = `
-- When the labels were read, and how far the journal went by then: later edits are no part of the evaluation.
ALTER TABLE evaluations ADD COLUMN labels_read_at TEXT;
ALTER TABLE evaluations ADD COLUMN journal_id INTEGER;

CREATE TABLE evaluation_columns (
  evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
  head TEXT NOT NULL,
  kind TEXT NOT NULL,
  form TEXT NOT NULL,
  -- Before the blobs, so that reading these passes over none of them.
  insight_version INTEGER NOT NULL,
  insight TEXT NOT NULL,
  width INTEGER NOT NULL,
  target_width INTEGER NOT NULL,
  -- 32-bit little-endian integers, ascending.
  face_ids BLOB NOT NULL,
  -- 32-bit little-endian floats.
  outputs BLOB NOT NULL,
  targets BLOB NOT NULL,
  losses BLOB NOT NULL,
  errors BLOB NOT NULL,
  PRIMARY KEY (evaluation_id, head)
) STRICT;
`;
