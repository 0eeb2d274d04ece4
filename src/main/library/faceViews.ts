import type { FaceView } from '@shared/contract/library';
import { versionOf } from '../images/facePicture';
import type { Project } from '../project/project';

/** Faces as Annotate shows them, in the order of the ids. Fails with `face-unknown`. */
export function faceViews(project: Project, faceIds: readonly number[]): FaceView[] {
  const records = project.faces.getAll(faceIds);
  const originals = project.faces.originals(records);
  return records.map((record, index) => ({
    ...record,
    version: versionOf(record),
    original: originals[index]!,
  }));
}
