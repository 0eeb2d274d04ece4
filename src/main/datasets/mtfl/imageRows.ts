import type { Problem } from '@shared/contract/jobs';
import { sameValue } from '@shared/domain/edit';
import type { LabelOrigin } from '@shared/domain/faceRecord';
import type { ImportedFace } from '../../project/faces/importRepository';

/** What an import has seen of each image: which places its faces have, and which files have the same bytes. */
export class ImageRows {
  private readonly facesOfImage = new Map<string, ImportedFace[]>();
  private readonly pathsOfContent = new Map<string, string[]>();

  /** Null for a face that is none of the earlier ones; a problem for a row that repeats one at the same place. */
  add(face: ImportedFace): Problem | null {
    const earlier = this.facesOfImage.get(face.imagePath);
    if (!earlier) {
      this.facesOfImage.set(face.imagePath, [face]);
      const paths = this.pathsOfContent.get(face.contentHash);
      if (paths) paths.push(face.imagePath);
      else this.pathsOfContent.set(face.contentHash, [face.imagePath]);
      return null;
    }
    const twin = earlier.find((other) => hasSamePlace(other, face));
    if (twin) {
      return {
        file: face.origin.file,
        ...(face.origin.line === null ? {} : { line: face.origin.line }),
        code: 'repeated-row',
        reason: `${face.imagePath} with the same points stands in ${placeOf(twin.origin)} already`,
      };
    }
    earlier.push(face);
    return null;
  }

  /** Groups of image files with identical bytes, as paths. */
  duplicates(): string[][] {
    return [...this.pathsOfContent.values()].filter((paths) => paths.length > 1);
  }
}

/** The same points, and the same box where one was drawn. */
function hasSamePlace(first: ImportedFace, second: ImportedFace): boolean {
  const samePoints = first.landmarks.every((point, index) => {
    const other = second.landmarks[index];
    return point.x === other?.x && point.y === other.y;
  });
  return samePoints && sameValue(first.box, second.box);
}

function placeOf({ file, line }: LabelOrigin): string {
  return line === null ? file : `${file}, line ${line},`;
}
