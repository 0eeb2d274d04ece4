import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { ExpectedError } from '@shared/result';
import { drawOverlay, type CaptionItem, type OverlayFace, type OverlayPoint } from '../images/overlay';
import type { ModelContext } from '../learning/engine/protocol';
import type { NamedHeadForm } from './headForms';
import { writingFailure } from './outputs/diskFull';
import type { PredictedFace, PredictedPhoto } from './predictedFace';

/** sharp draws on threads of its own: enough in flight to keep a few cores busy. */
const drawnAtOnce = 4;

/** Draws each photo with what was predicted on it into a folder that mirrors the photos' folders. */
export class Overlays {
  readonly problems: Problem[] = [];

  constructor(
    readonly folder: string,
    private readonly model: ModelContext,
    private readonly forms: readonly NamedHeadForm[],
  ) {}

  /** A photo that cannot be drawn is listed. Fails with disk-full. */
  async draw(photos: readonly PredictedPhoto[]): Promise<void> {
    const waiting = [...photos];
    const work = async (): Promise<void> => {
      try {
        for (let photo = waiting.shift(); photo; photo = waiting.shift()) await this.drawOne(photo);
      } catch (thrown) {
        // The others end with the photo they are at.
        waiting.length = 0;
        throw thrown;
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: drawnAtOnce }, work));
    const failed = workers.find((worker) => worker.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async drawOne(photo: PredictedPhoto): Promise<void> {
    // The photo's own ending stays, so that a.jpg and a.png get a picture each.
    const target = join(this.folder, `${photo.name}.overlay.jpg`);
    try {
      const bytes = await drawOverlay(photo.file, photo.image, {
        faces: photo.faces.map((face) => overlayFace(face, this.model.scheme)),
        caption: photo.faces.flatMap((face) => this.caption(face)),
      });
      await writeWhole(target, bytes);
    } catch (thrown) {
      const failure = writingFailure(thrown, target);
      if (failure instanceof ExpectedError) throw failure;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      this.problems.push({ file: photo.file, code: 'overlay-failed', reason });
    }
  }

  private caption(face: PredictedFace): CaptionItem[] {
    return this.forms.flatMap(({ head, attribute, form }): CaptionItem[] => {
      const value = face.values.get(head);
      if (!value) return [];
      const definition = this.model.attributes.find(({ id }) => id === attribute);
      const name = definition?.name ?? head;
      const nameOf = (id: string): string =>
        'values' in form ? (form.values.find((known) => known.id === id)?.name ?? id) : id;
      if (value.kind === 'class') return [{ name, value: nameOf(value.value), confidence: value.confidence }];
      const words =
        value.kind === 'tags' ? value.values.map(nameOf) : Object.values(value.numbers).map(twoDigits);
      return [{ name, value: words.join(', ') || '–', confidence: null }];
    });
  }
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

function twoDigits(value: number): string {
  return value.toFixed(2);
}

/** A symmetric pair names the point that is left in the image first. */
function overlayFace({ points }: PredictedFace, scheme: LandmarkScheme): OverlayFace {
  const left = new Set(scheme.symmetricPairs.map(([first]) => first));
  const right = new Set(scheme.symmetricPairs.map(([, second]) => second));
  const positions = new Map([...points.keys()].map((id, index) => [id, index]));
  const sideOf = (id: string): OverlayPoint['side'] =>
    left.has(id) ? 'left' : right.has(id) ? 'right' : 'middle';
  return {
    points: [...points].map(([id, { x, y }]) => ({ x, y, side: sideOf(id) })),
    edges: scheme.edges.flatMap(([first, second]) => {
      const [from, to] = [positions.get(first), positions.get(second)];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
  };
}
