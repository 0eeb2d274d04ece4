import type { LibrarySort, LibraryTile } from '@shared/contract/library';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { verdicts } from '@shared/insight/verdicts';
import { thumbnailRegion, versionOf } from '../images/facePicture';
import type { Project } from '../project/project';
import { tagsIn } from '../project/results/outputRows';
import { headOf } from './contradictions';
import { evaluatedHead } from './evaluatedHead';

/** What the grid shows of these faces, in their order. */
export function tilesOf(project: Project, ids: Int32Array, sort: LibrarySort): LibraryTile[] {
  const faceIds = [...ids];
  const wordOn = sortedBy(project, faceIds, sort);
  return project.faces.getAll(faceIds).map((face) => ({
    id: face.id,
    imagePath: face.imagePath,
    flagged: face.flagged,
    edited: face.edited,
    deleted: face.deleted,
    version: versionOf(face),
    sortedBy: wordOn(face),
    points: pointsOn(face),
  }));
}

/** The word of the head that is sorted by on each face; null where the sort has no head, or the face no word. */
function sortedBy(
  project: Project,
  faceIds: readonly number[],
  sort: LibrarySort,
): (face: FaceRecord) => LibraryTile['sortedBy'] {
  if (sort.by === 'mistake') return sortedByMistake(project, faceIds, sort);
  if (sort.by !== 'error' && sort.by !== 'confidence') return () => null;
  const run = project.runs.get(sort.run);
  const { kind, target } = headOf(run, sort.head);
  const hasTags = kind === 'multi-label';
  const outputs = project.predictions.ofHead(run.id, sort.head, faceIds);
  return (face) => {
    const output = outputs.get(face.id);
    if (!output) return null;
    const { predicted } = output;
    const value = hasTags && predicted !== null ? tagsIn(predicted).join(', ') : predicted;
    const label = target.from === 'attribute' ? face.attributes[target.attribute] : null;
    return { value, number: output[sort.by], label: typeof label === 'string' ? label : null };
  };
}

/** The same by the newest evaluation; the label is today's, so that one sees which mistakes have been corrected. */
function sortedByMistake(
  project: Project,
  faceIds: readonly number[],
  sort: LibrarySort & { readonly by: 'mistake' },
): (face: FaceRecord) => LibraryTile['sortedBy'] {
  const { columns, target } = evaluatedHead(project, sort);
  const said = verdicts(columns, faceIds);
  return ({ id, attributes }) => {
    const verdict = said.get(id);
    if (!verdict) return null;
    const label = target.from === 'attribute' ? attributes[target.attribute] : null;
    return {
      value: verdict.predicted?.join(', ') ?? null,
      number: columns.form.form === 'choice' ? verdict.confidence : verdict.error,
      label: typeof label === 'string' ? label : null,
    };
  };
}

/** Landmarks as fractions of the thumbnail. */
function pointsOn(face: FaceRecord): LibraryTile['points'] {
  const region = thumbnailRegion(face);
  return face.landmarks.map(({ x, y, visibility }) =>
    visibility === 0 ? null : [(x - region.x) / region.width, (y - region.y) / region.height],
  );
}
