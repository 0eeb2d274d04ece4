import { faceViews } from '../library/faceViews';
import { suggestionOf } from '../prediction/suggestion';
import { personName } from '../runtime/person';
import type { HandlersOf, OpenProject } from './room';

/** Faces one by one, and the journal of their edits: one for all who share the studio. */
export function faceHandlers(open: OpenProject): HandlersOf<'faces'> & HandlersOf<'journal'> {
  return {
    'faces.get': ({ faceIds }) => faceViews(open.current, faceIds),
    'faces.edit': ({ edits }) => open.current.journal.apply(edits, personName()),
    'faces.restore': ({ faceId }) => open.current.journal.restoreOriginal(faceId, personName()),
    'faces.history': ({ faceId }) => open.current.journal.history(faceId),
    'faces.suggestion': ({ faceId, run }) => suggestionOf(open.current, faceId, run),
    'journal.undo': () => open.current.journal.undo(personName()),
    'journal.redo': () => open.current.journal.redo(personName()),
  };
}
