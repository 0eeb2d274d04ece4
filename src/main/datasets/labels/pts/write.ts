import type { FaceRecord } from '@shared/domain/faceRecord';
import { SplitNames } from '../splitNames';
import { heldFaces, type ExportedImage, type LabelWriter, type WriterContext } from '../writer';
import { sidecarName } from './read';

const pixelOffset = 0.5;

/**
 * 300-W's `.pts` files, one a face beside its image's name in a folder for the split: 1-based pixels, in the order of
 * the scheme, which `points.json` names. They hold neither boxes nor attributes nor a point that is not labelled.
 */
export function openPts({ output, template, tell }: WriterContext): LabelWriter {
  const folders = new SplitNames();
  const taken = new Set<string>();
  if (template.attributes.length > 0) {
    tell({
      file: '*.pts',
      code: 'not-in-format',
      reason: 'a .pts file has no room for attributes and boxes: left out',
    });
  }
  return {
    imagePath: (image, split) => `${folders.of(split)}/${image.name}`,
    async image(image, split) {
      const isWhole = ({ landmarks }: FaceRecord): boolean =>
        landmarks.every(({ visibility }) => visibility > 0);
      const reason = 'a .pts file has every point, and one is not labelled';
      const whole = heldFaces(image, isWhole, { tell, reason });
      const stem = freeStem(image, `${folders.of(split)}/`, taken);
      for (const [index, face] of whole.entries()) {
        const number = whole.length > 1 ? `.face-${index + 1}` : '';
        await output.write(`${stem}${number}.pts`, text(face));
      }
      return whole.length;
    },
    async end() {
      const points = template.scheme.points.map(({ id }) => id);
      await output.write(sidecarName, `${JSON.stringify({ points, splits: folders.splits }, null, 2)}\n`);
      return [sidecarName, ...folders.all];
    },
  };
}

/** Without the image's ending, unless another image has the same name without it. */
function freeStem({ name }: ExportedImage, folder: string, taken: Set<string>): string {
  const short = `${folder}${name.replace(/\.[^./]+$/, '')}`;
  const stem = taken.has(short.toLowerCase()) ? `${folder}${name}` : short;
  taken.add(stem.toLowerCase());
  return stem;
}

function text({ landmarks }: FaceRecord): string {
  const lines = landmarks.map(({ x, y }) => `${x + pixelOffset} ${y + pixelOffset}`);
  return ['version: 1', `n_points: ${landmarks.length}`, '{', ...lines, '}', ''].join('\n');
}
