import type { LabelOrigin } from './faceRecord';
import type { Change } from './journal';

/** What a face that was added in Annotate says of where its labels came from. */
export const originOfAdded: LabelOrigin = { file: 'Annotate', line: null };

export function isOriginOfAdded({ file, line }: LabelOrigin): boolean {
  return file === originOfAdded.file && line === originOfAdded.line;
}

/** Whether a step has added a face: there was none before, and now there is one with a frame. */
export function addsFace(changes: readonly Change[]): boolean {
  const [first, second, ...others] = changes;
  if (!first || !second || others.length > 0 || first.faceId !== second.faceId) return false;
  const appears = changes.some(
    ({ kind, before, after }) => kind === 'deleted' && before === true && after === false,
  );
  return appears && changes.some(({ kind, before }) => kind === 'box' && before === null);
}
