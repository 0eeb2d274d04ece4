import type { AttributeLabel } from '@shared/domain/attribute';
import { notLabelled, type Box, type Landmark } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Template } from '@shared/domain/template';
import {
  heldFaces,
  plainImagePath,
  type ExportedImage,
  type LabelWriter,
  type WriterContext,
} from '../writer';
import { hiddenNote } from './read';
import { labelConfiguration } from './configuration';

/**
 * Label Studio's tasks (labelstud.io/guide/tasks), `label-studio.json`: in each annotation a rectangle a face, its key
 * points with the rectangle as their parent, and choices made for it, in per cent of the image; `predictions` beside
 * them where a run's are wished for. `label-config.xml` is the labelling interface that they belong to.
 */
export async function openLabelStudio({
  output,
  template,
  suggestion,
  tell,
}: WriterContext): Promise<LabelWriter> {
  const path = 'label-studio.json';
  const configurationPath = 'label-config.xml';
  const file = await output.stream(path);
  let tasks = 0;
  await file.write('[');
  return {
    imagePath: plainImagePath,
    async image(image, split) {
      const reason = 'the face has neither a box nor a point';
      const held = heldFaces(image, (face) => face.box !== null || hasPoint(face.landmarks), {
        tell,
        reason,
      });
      if (held.length === 0) return 0;
      const result = held.flatMap((face, at) => regions(face, at, image, template));
      const predictions = suggestion ? predictionsOf(held, image, template, suggestion) : [];
      tasks += 1;
      const task = {
        id: tasks,
        data: { image: `/data/local-files/?d=${encodeURIComponent(plainImagePath(image))}`, split },
        annotations: [{ result }],
        ...(predictions.length > 0 ? { predictions } : {}),
      };
      await file.write(`${tasks === 1 ? '' : ','}\n${JSON.stringify(task)}`);
      return held.length;
    },
    async end() {
      await file.write(']\n');
      await output.write(configurationPath, labelConfiguration(template));
      return [path, configurationPath];
    },
  };
}

type Labels = Pick<FaceRecord, 'box' | 'landmarks' | 'attributes'>;

function regions(
  { box: framed, landmarks, attributes }: Labels,
  at: number,
  image: ExportedImage,
  { scheme, attributes: known }: Template,
): object[] {
  const face = `face-${at + 1}`;
  const box = framed && hasShare(framed, image) ? framed : null;
  const common = {
    to_name: 'image',
    original_width: image.widthPx,
    original_height: image.heightPx,
    image_rotation: 0,
  };
  const frame = box
    ? [{ ...common, id: face, type: 'rectanglelabels', from_name: 'box', value: rectangle(box, image) }]
    : [];
  const points = scheme.points.flatMap(({ id }, index) => {
    const { x, y, visibility } = landmarks[index]!;
    if (visibility === 0) return [];
    const value = {
      x: (x / image.widthPx) * 100,
      y: (y / image.heightPx) * 100,
      width: 0.5,
      keypointlabels: [id],
    };
    const hidden = visibility === 1 ? { meta: { text: [hiddenNote] } } : {};
    return [
      {
        ...common,
        id: `${face}-${id}`,
        parentID: face,
        type: 'keypointlabels',
        from_name: 'points',
        value,
        ...hidden,
      },
    ];
  });
  const words = known.flatMap(({ id }) => {
    const said = choice(attributes[id] ?? null);
    // Choices for a region repeat its place.
    const place = box ? rectangle(box, image) : {};
    return said
      ? [{ ...common, id: face, type: said.type, from_name: id, value: { ...place, ...said.value } }]
      : [];
  });
  return [...frame, ...points, ...words];
}

function rectangle(box: Box, { widthPx, heightPx }: ExportedImage): object {
  return {
    x: (box.x / widthPx) * 100,
    y: (box.y / heightPx) * 100,
    width: (box.width / widthPx) * 100,
    height: (box.height / heightPx) * 100,
    rotation: 0,
    rectanglelabels: ['face'],
  };
}

function choice(label: AttributeLabel): { readonly type: string; readonly value: object } | null {
  if (label === null) return null;
  if (typeof label === 'number') return { type: 'number', value: { number: label } };
  return { type: 'choices', value: { choices: typeof label === 'string' ? [label] : label } };
}

/** What a run says of an image's faces, as one prediction of its model. */
function predictionsOf(
  faces: readonly FaceRecord[],
  image: ExportedImage,
  template: Template,
  suggestion: NonNullable<WriterContext['suggestion']>,
): object[] {
  const confidences: number[] = [];
  let model: string | null = null;
  const result = faces.flatMap((face, at) => {
    const said = suggestion(face.id);
    if (!said) return [];
    model = said.run;
    for (const { confidence } of said.attributes) if (confidence !== null) confidences.push(confidence);
    const attributes = Object.fromEntries(said.attributes.map(({ attribute, label }) => [attribute, label]));
    const landmarks = said.landmarks ?? template.scheme.points.map(() => notLabelled);
    return regions({ box: face.box, landmarks, attributes }, at, image, template);
  });
  if (model === null) return [];
  const mean = confidences.reduce((sum, one) => sum + one, 0) / confidences.length;
  return [{ model_version: model, ...(confidences.length > 0 ? { score: mean } : {}), result }];
}

/** Around points that nearly coincide is a box of which, in per cent, nothing is left. */
function hasShare({ width, height }: Box, { widthPx, heightPx }: ExportedImage): boolean {
  return width / widthPx > 0 && height / heightPx > 0;
}

function hasPoint(landmarks: readonly Landmark[]): boolean {
  return landmarks.some(({ visibility }) => visibility > 0);
}
