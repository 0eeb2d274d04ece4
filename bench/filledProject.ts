import type { FaceOutputs } from '@shared/learning/results';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { Random } from '../src/main/learning/random';
import type { ImportedFace } from '../src/main/project/faces/importRepository';
import { createProject, type Project } from '../src/main/project/project';

const random = Random.fromSeed(1, 'library');

/** A picture that faces are cut from. */
export interface Picture {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** SHA-256, hexadecimal. */
  readonly contentHash: string;
}

export interface Pictures {
  readonly folder: string;
  readonly pictures: readonly Picture[];
}

const nowhere: Pictures = {
  folder: '/nowhere',
  pictures: ['lfw_5590', 'net_7876', 'AFLW'].map((path) => ({
    path,
    widthPx: 250,
    heightPx: 250,
    contentHash: '',
  })),
};

/**
 * Makes a project of faces with random labels, points and predictions. With pictures each face is another crop of one
 * of them, so that no two thumbnails are the same; without, there are none to be seen.
 */
export function fillProject(folder: string, count: number, from: Pictures | null = null): void {
  const project = createProject(folder);
  const source = project.sources.add({ kind: 'folder', folder: (from ?? nowhere).folder });
  const importId = project.imports.begin((from ?? nowhere).folder, 'bench');
  for (let start = 1; start <= count; start += 2_000) {
    const size = Math.min(2_000, count - start + 1);
    const faces = Array.from({ length: size }, (_, index) => randomFace(start + index, source.id, from));
    project.faces.upsertImported(faces, importId);
  }
  project.imports.finish(importId);
  const { id: runId } = project.runs.create({
    name: 'random',
    configuration: presetConfiguration('studio', mtflTemplate),
  });
  for (let start = 1; start <= count; start += 2_000) {
    const size = Math.min(2_000, count - start + 1);
    const ids = Array.from({ length: size }, (_, index) => start + index);
    project.predictions.record(runId, 1, ids, randomOutputs(size));
  }
  edit(project, count);
  project.close();
}

function randomFace(number: number, sourceId: number, from: Pictures | null): ImportedFace {
  const labels = mtflTemplate.attributes.map(({ id, values }) => {
    return [id, random.uniform() < 0.02 ? null : values[random.integer(values.length)]!.id] as const;
  });
  const missing = random.uniform() < 0.02 ? random.integer(5) : -1;
  const { pictures } = from ?? nowhere;
  const picture = pictures[from ? number % pictures.length : random.integer(pictures.length)]!;
  const { widthPx, heightPx } = picture;
  return {
    sourceId,
    imagePath: from ? picture.path : `${picture.path}/${random.integer(1e9)}_${number}.jpg`,
    imageWidthPx: widthPx,
    imageHeightPx: heightPx,
    // Some are copies of others.
    contentHash:
      picture.contentHash || `${random.uniform() < 0.01 ? random.integer(100) : number}`.padStart(64, '0'),
    ...(from ? { indexInImage: Math.floor(number / pictures.length) } : {}),
    split: number % 4 === 3 ? 'testing' : 'training',
    box: from || random.uniform() < 0.1 ? randomBox(picture) : null,
    landmarks: Array.from({ length: 5 }, (_, point) => ({
      x: (0.25 + random.uniform() / 2) * widthPx,
      y: (0.25 + random.uniform() / 2) * heightPx,
      visibility: point === missing ? 0 : 2,
    })),
    attributes: Object.fromEntries(labels),
    origin: { file: 'training.txt', line: number },
  };
}

function randomBox({ widthPx, heightPx }: Picture): ImportedFace['box'] {
  const share = 0.6 + 0.3 * random.uniform();
  const [width, height] = [share * widthPx, share * heightPx];
  const [x, y] = [random.uniform() * (widthPx - width), random.uniform() * (heightPx - height)];
  return { x, y, width, height, drawnBy: 'hand' };
}

function randomOutputs(count: number): FaceOutputs {
  const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => random.uniform());
  const head = (kind: 'landmarks' | 'multi-class', width: number): FaceOutputs['heads'][string] => ({
    kind,
    width,
    values: numbers(count * width),
    losses: numbers(count),
    errors: numbers(count),
  });
  const attributes = mtflTemplate.attributes.map(
    ({ id, values }) => [id, head('multi-class', values.length)] as const,
  );
  return { count, heads: { landmarks: head('landmarks', 10), ...Object.fromEntries(attributes) } };
}

/** A person has been at work: some faces are edited, flagged or deleted. */
function edit(project: Project, count: number): void {
  const some = (share: number): number[] =>
    Array.from({ length: Math.round(count * share) }, () => 1 + random.integer(count));
  project.journal.apply(
    [
      ...some(0.01).map((faceId) => ({ faceId, kind: 'flagged', to: true }) as const),
      ...some(0.01).map((faceId) => ({ faceId, kind: 'deleted', to: true }) as const),
      ...some(0.01).map((faceId) => ({ faceId, kind: 'attribute', attribute: 'smile', to: 'yes' }) as const),
    ],
    'bench',
  );
}
