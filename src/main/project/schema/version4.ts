import { appendOnly } from './version1';

/**
 * What is labelled can change, and an import be undone, as steps of the journal: a step of kind `edit` with a row
 * in one of these tables is such a step. A run keeps the template it was trained with.
 */
export const schemaVersion4 = `
-- Ids of all points that the project ever labelled, in the order in which they are stored; see PointColumns.
ALTER TABLE project ADD COLUMN point_columns TEXT;
ALTER TABLE runs ADD COLUMN template TEXT;
UPDATE runs SET template = (SELECT template FROM project);

CREATE TABLE journal_templates (
  entry_id INTEGER PRIMARY KEY REFERENCES journal (id),
  change TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;

-- Also of the steps that undo an import and do it again; 'taken_back' says what such a step changed.
CREATE TABLE journal_imports (
  entry_id INTEGER PRIMARY KEY REFERENCES journal (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  taken_back TEXT NOT NULL
) STRICT;
CREATE INDEX journal_imports_by_import ON journal_imports (import_id, entry_id);
${['journal_templates', 'journal_imports'].map(appendOnly).join('\n')}
`;
