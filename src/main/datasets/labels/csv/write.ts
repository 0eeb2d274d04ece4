import type { AttributeLabel } from '@shared/domain/attribute';
import type { FaceRecord } from '@shared/domain/faceRecord';
import {
  labelText,
  plainImagePath,
  type ExportedImage,
  type LabelWriter,
  type WriterContext,
} from '../writer';
import { attributeColumn } from './columns';
import { tableLine } from './table';

type Cell = string | number;

/**
 * Comma-separated values (RFC 4180), `faces.csv` with a header and a row a face: image, its size, split, box and who
 * drew it, each point's x, y and visibility, and attributes. What is not labelled is empty; tags are joined by `;`.
 */
export async function openCsv({ output, template }: WriterContext): Promise<LabelWriter> {
  const fixed = ['image', 'image_width', 'image_height', 'split'];
  const box = ['box_x', 'box_y', 'box_width', 'box_height', 'box_drawn_by', 'box_score'];
  const points = template.scheme.points.flatMap(({ id }) => [`${id}_x`, `${id}_y`, `${id}_visibility`]);
  const others = new Set([...fixed, ...box, ...points]);
  const attributes = template.attributes.map(({ id }) => attributeColumn(id, others));
  const file = await output.stream('faces.csv');
  await file.write(tableLine([...fixed, ...box, ...points, ...attributes]));
  return {
    imagePath: plainImagePath,
    async image(image, split) {
      for (const face of image.faces) {
        const labels = template.attributes.map(({ id }) => labelCell(face.attributes[id] ?? null));
        await file.write(
          tableLine([...imageCells(image, split), ...boxCells(face), ...pointCells(face), ...labels]),
        );
      }
      return image.faces.length;
    },
    end: () => Promise.resolve(['faces.csv']),
  };
}

function imageCells({ name, widthPx, heightPx }: ExportedImage, split: string): Cell[] {
  return [name, widthPx, heightPx, split];
}

function boxCells({ box }: FaceRecord): Cell[] {
  if (box === null) return ['', '', '', '', '', ''];
  return [box.x, box.y, box.width, box.height, box.drawnBy, box.score ?? ''];
}

function pointCells({ landmarks }: FaceRecord): Cell[] {
  return landmarks.flatMap(({ x, y, visibility }): Cell[] =>
    visibility > 0 ? [x, y, visibility] : ['', '', ''],
  );
}

/** A number stays one: as a text, a negative one would look like a formula. */
function labelCell(label: AttributeLabel): Cell {
  return typeof label === 'number' ? label : labelText(label);
}
