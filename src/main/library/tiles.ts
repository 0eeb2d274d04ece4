import type { LibrarySort, LibraryTile } from '@shared/contract/library';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { thumbnailRegion, versionOf } from '../images/facePicture';
import type { Project } from '../project/project';
import type { FaceOutput } from '../project/results/evaluationRepository';
import { headOf } from './contradictions';

/** What the grid shows of these faces, in their order. */
export function tilesOf(project: Project, ids: Int32Array, sort: LibrarySort): LibraryTile[] {
  const faceIds = [...ids];
  const outputs = sortedOutputs(project, faceIds, sort);
  const attribute = sortedAttribute(project, sort);
  return project.faces.getAll(faceIds).map((face) => ({
    id: face.id,
    imagePath: face.imagePath,
    flagged: face.flagged,
    edited: face.edited,
    deleted: face.deleted,
    version: versionOf(face),
    sortedBy: sortedBy(outputs?.get(face.id), sort, attribute === null ? null : face.attributes[attribute]),
    points: pointsOn(face),
  }));
}

/** The sorting head's word on the faces; null where the sort has no head. */
function sortedOutputs(
  project: Project,
  faceIds: readonly number[],
  sort: LibrarySort,
): Map<number, FaceOutput> | null {
  if (sort.by !== 'error' && sort.by !== 'confidence') return null;
  return project.predictions.ofHead(project.runs.get(sort.run).id, sort.head, faceIds);
}

/** The attribute that the sorting head predicts; null where it predicts something else. */
function sortedAttribute(project: Project, sort: LibrarySort): string | null {
  if (sort.by !== 'error' && sort.by !== 'confidence') return null;
  const { target } = headOf(project.runs.get(sort.run), sort.head);
  return target.from === 'attribute' ? target.attribute : null;
}

function sortedBy(
  output: FaceOutput | undefined,
  { by }: LibrarySort,
  label: AttributeLabel | undefined,
): LibraryTile['sortedBy'] {
  if (!output || (by !== 'error' && by !== 'confidence')) return null;
  const { predicted: value } = output;
  return { value, number: output[by], label: typeof label === 'string' ? label : null };
}

/** Landmarks as fractions of the thumbnail. */
function pointsOn(face: FaceRecord): LibraryTile['points'] {
  const region = thumbnailRegion(face);
  return face.landmarks.map(({ x, y, visibility }) =>
    visibility === 0 ? null : [(x - region.x) / region.width, (y - region.y) / region.height],
  );
}
