import type { Problem } from '@shared/contract/jobs';
import type { ImportedFace } from '../../project/faces/importRepository';

type PlacedFace = Omit<ImportedFace, 'indexInImage'>;

/** What an import has seen of each image: how many faces it has, and which files have the same bytes. */
export class ImageRows {
  private readonly facesOfImage = new Map<string, PlacedFace[]>();
  private readonly pathsOfContent = new Map<string, string[]>();

  /** The face with its index in the image; a problem for a row that repeats one with the same points. */
  place(face: PlacedFace): ImportedFace | Problem {
    const earlier = this.facesOfImage.get(face.imagePath);
    if (!earlier) {
      this.facesOfImage.set(face.imagePath, [face]);
      const paths = this.pathsOfContent.get(face.contentHash);
      if (paths) paths.push(face.imagePath);
      else this.pathsOfContent.set(face.contentHash, [face.imagePath]);
      return { ...face, indexInImage: 0 };
    }
    const twin = earlier.find((other) => hasSamePoints(other, face));
    if (twin) {
      return {
        file: face.origin.file,
        ...(face.origin.line === null ? {} : { line: face.origin.line }),
        code: 'repeated-row',
        reason: `${face.imagePath} with the same points stands in ${twin.origin.file}, line ${twin.origin.line}, already`,
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

function hasSamePoints(first: PlacedFace, second: PlacedFace): boolean {
  return first.landmarks.every((point, index) => {
    const other = second.landmarks[index];
    return point.x === other?.x && point.y === other.y;
  });
}
