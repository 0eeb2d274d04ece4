/** Labels that somebody has looked at and found right: they are not doubted any more. */
export const schemaVersion5 = `
CREATE TABLE confirmed_labels (
  face_id INTEGER NOT NULL REFERENCES faces (id),
  -- The attribute; '' for the points.
  subject TEXT NOT NULL,
  -- The label as it was then, as JSON: it is confirmed for as long as it is that.
  label TEXT NOT NULL,
  PRIMARY KEY (face_id, subject)
) STRICT, WITHOUT ROWID;
`;
