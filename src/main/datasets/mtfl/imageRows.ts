import type { Problem } from '@shared/contract/jobs';
import { sameValue } from '@shared/domain/edit';
import type { LabelOrigin } from '@shared/domain/faceRecord';
import type { ImportedFace } from '../../project/faces/importRepository';

type PlacedFace = Omit<ImportedFace, 'indexInImage'>;

/** What an import has seen of each image: how many faces it has, and which files have the same bytes. */
export class ImageRows {
  private readonly facesOfImage = new Map<string, PlacedFace[]>();
  private readonly pathsOfContent = new Map<string, string[]>();

  /** The face with its index in the image; a problem for a row that repeats one at the same place. */
  place(face: PlacedFace): ImportedFace | Problem {
    const earlier = this.facesOfImage.get(face.imagePath);
    if (!earlier) {
      this.facesOfImage.set(face.imagePath, [face]);
      const paths = this.pathsOfContent.get(face.contentHash);
      if (paths) paths.push(face.imagePath);
      else this.pathsOfContent.set(face.contentHash, [face.imagePath]);
      return { ...face, indexInImage: 0 };
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
    return { ...face, indexInImage: earlier.length - 1 };
  }

  /** Groups of image files with identical bytes, as paths. */
  duplicates(): string[][] {
    return [...this.pathsOfContent.values()].filter((paths) => paths.length > 1);
  }
}

/** The same points, and the same box where one was drawn. */
function hasSamePlace(first: PlacedFace, second: PlacedFace): boolean {
  const samePoints = first.landmarks.every((point, index) => {
    const other = second.landmarks[index];
    return point.x === other?.x && point.y === other.y;
  });
  return samePoints && sameValue(first.box, second.box);
}

function placeOf({ file, line }: LabelOrigin): string {
  return line === null ? file : `${file}, line ${line},`;
}
