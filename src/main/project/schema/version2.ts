/**
 * Indices for a window on 100,000 faces: its orders and facets are read off them without touching the tables.
 * A WITHOUT ROWID table's index ends with the rest of the primary key, here the face.
 */
export const schemaVersion2 = `
-- Unique as (source_id, path) is, so that SQLite knows that it needs not sort the faces of an image any further.
CREATE UNIQUE INDEX images_by_path ON images (path, source_id);
CREATE INDEX landmarks_by_visibility ON landmarks (visibility);
CREATE INDEX predictions_by_error ON predictions (run_id, head, error);
CREATE INDEX predictions_by_confidence ON predictions (run_id, head, confidence);
`;
