/**
 * What was noted of a training's steps, with one more note. A step that comes again, after a resume from an earlier
 * checkpoint, takes the place of what was noted from it on.
 */
export function withStep<Note extends { readonly globalStep: number }>(
  notes: readonly Note[],
  note: Note,
): Note[] {
  return [...beforeStep(notes, note.globalStep), note];
}

export function beforeStep<Note extends { readonly globalStep: number }>(
  notes: readonly Note[],
  globalStep: number,
): Note[] {
  return notes.filter((note) => note.globalStep < globalStep);
}
