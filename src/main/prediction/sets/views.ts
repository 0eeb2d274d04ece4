import type {
  PredictedFaceDetails,
  PredictedPhotoDetails,
  PredictedTile,
  PredictedWord,
} from '@shared/contract/predictions';
import type { Point } from '@shared/domain/face';
import { thumbnailRegion, versionOf, type PicturedFace } from '../../images/facePicture';
import type { Region } from '../../images/region';
import type { Project } from '../../project/project';
import { matchedFaces } from '../adding/matchedFaces';
import { photosInProject } from '../adding/photoInProject';
import { predictedFace, type PredictedFace, type PredictedValue } from '../predictedFace';
import { predictedWord } from '../predictedWord';
import type { PredictionSet } from './predictionSet';
import type { LookedAtPhoto, SetFace, SetFacts } from './setRecords';
import { sourceOfPhoto } from './projectSource';

/** What the grid shows of these faces, in their order. */
export function tilesOf(set: PredictionSet, ids: readonly number[]): PredictedTile[] {
  const facts = set.facts();
  const read = readerOf(facts);
  const faces = set.faces(ids);
  const photos = new Map(
    set.photos([...new Set(faces.map(({ photo }) => photo))]).map((photo) => [photo.position, photo]),
  );
  return faces.map((face) => {
    const photo = photos.get(face.photo)!;
    const pictured = picturedFace(photo, face.region);
    const { points, values } = read(face);
    const seen = thumbnailRegion(pictured);
    return {
      id: face.id,
      photo: face.photo,
      face: face.indexInPhoto,
      name: photo.name,
      version: versionOf(pictured),
      points: placed(facts, points, ({ x, y }) => [(x - seen.x) / seen.width, (y - seen.y) / seen.height]),
      words: wordsOf(values),
    };
  });
}

/** Fails with `photo-unknown`. */
export function photoDetails(project: Project, set: PredictionSet, position: number): PredictedPhotoDetails {
  const facts = set.facts();
  const read = readerOf(facts);
  const photo = set.photo(position);
  const faces = set.facesOf(position);
  const inProject = facesInProject(project, set, facts, photo, faces);
  const region = faces[0]?.region ?? { x: 0, y: 0, width: photo.widthPx, height: photo.heightPx };
  return {
    photo: position,
    name: photo.name,
    file: photo.file,
    widthPx: photo.widthPx,
    heightPx: photo.heightPx,
    version: versionOf(picturedFace(photo, region)),
    faces: faces.map((face, index): PredictedFaceDetails => {
      const { points, values } = read(face);
      return {
        face: face.indexInPhoto,
        region: face.region,
        box: face.found?.box ?? null,
        score: face.found?.score ?? null,
        points: placed(facts, points, (point) => point),
        words: [...values].map(([head, value]) => ({
          ...predictedWord(head, value),
          shares: sharesOf(value),
        })),
        faceId: inProject[index]!,
      };
    }),
  };
}

/** What the pictures of a face are made of: as those of a project's face. */
export function picturedFace(photo: LookedAtPhoto, region: Region): PicturedFace {
  return {
    imageWidthPx: photo.widthPx,
    imageHeightPx: photo.heightPx,
    contentHash: photo.contentHash,
    box: { ...region, drawnBy: 'image' },
  };
}

/** A set's faces, as a person understands them. */
export function readerOf({ heads }: Pick<SetFacts, 'heads'>): (face: SetFace) => PredictedFace {
  return (face) => predictedFace(face, heads);
}

function wordsOf(values: ReadonlyMap<string, PredictedValue>): PredictedWord[] {
  return [...values].map(([head, value]) => predictedWord(head, value));
}

function sharesOf(value: PredictedValue): Readonly<Record<string, number>> {
  return value.kind === 'numbers' ? value.numbers : value.probabilities;
}

/** In the scheme's order. */
function placed<Place>(
  { scheme }: SetFacts,
  points: ReadonlyMap<string, Point>,
  place: (point: Point) => Place,
): (Place | null)[] {
  return scheme.points.map(({ id }) => {
    const point = points.get(id);
    return point ? place(point) : null;
  });
}

/** The project's face that each is; null where it is not in it. */
function facesInProject(
  project: Project,
  set: PredictionSet,
  facts: SetFacts,
  photo: LookedAtPhoto,
  faces: readonly SetFace[],
): (number | null)[] {
  const own = sourceOfPhoto(project, set, facts, photo);
  const source = photosInProject(project, [photo])(photo.contentHash, own) ?? own;
  const known = source && project.faces.ofImages(source.id, [source.path]).get(source.path);
  return matchedFaces(faces, known ?? []).map(({ known: face }) =>
    face && !face.withdrawn ? face.id : null,
  );
}
