import type { FaceRecord } from '@shared/domain/faceRecord';
import type { Template } from '@shared/domain/template';
import { splitAbroad } from '../names';
import { escapedXml, xmlAttributes } from '../xml';
import {
  labelled,
  labelText,
  notInFormat,
  plainImagePath,
  type LabelWriter,
  type WriterContext,
} from '../writer';

/**
 * CVAT for images 1.1 (docs.cvat.ai), `annotations.xml`: a skeleton a face with the scheme's points, hidden ones
 * occluded, those that are not labelled outside; a box where one was drawn; attributes on whichever of the two comes
 * first. Each face is a group, so that no box is taken for one around another's points. A split is the image's subset.
 */
export async function openCvat({ output, template, tell }: WriterContext): Promise<LabelWriter> {
  const path = 'annotations.xml';
  const file = await output.stream(path);
  await file.write(
    `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n${meta(template)}`,
  );
  let images = 0;
  return {
    imagePath: plainImagePath,
    async image(image, split) {
      const shapes = image.faces.map((face, index) => faceXml(face, index + 1, template));
      const held = shapes.filter((shape) => shape !== '');
      for (const shape of shapes) {
        if (shape === '') tell(notInFormat(image, 'the face has neither a point nor a box of its own'));
      }
      if (held.length === 0) return 0;
      const head = {
        id: images,
        name: image.name,
        subset: splitAbroad(split),
        width: image.widthPx,
        height: image.heightPx,
      };
      images += 1;
      await file.write(`  <image${xmlAttributes(head)}>\n${held.join('')}  </image>\n`);
      return held.length;
    },
    async end() {
      await file.write('</annotations>\n');
      return [path];
    },
  };
}

function faceXml(face: FaceRecord, group: number, template: Template): string {
  const { drawnBox: box, landmarks } = face;
  const hasPoints = landmarks.some(({ visibility }) => visibility > 0);
  const labels = labelsXml(face);
  const skeleton = { label: 'face', source: 'manual', z_order: 0, group_id: group };
  const points = template.scheme.points.map(({ id: label }, index) => {
    const { x, y, visibility } = landmarks[index]!;
    const flags = { outside: visibility === 0 ? 1 : 0, occluded: visibility === 1 ? 1 : 0 };
    return `      <points${xmlAttributes({ label, source: 'manual', ...flags, points: `${x},${y}` })}></points>\n`;
  });
  const first = hasPoints
    ? `    <skeleton${xmlAttributes(skeleton)}>\n${points.join('')}${labels}    </skeleton>\n`
    : '';
  if (!box) return first;
  const sides = { xtl: box.x, ytl: box.y, xbr: box.x + box.width, ybr: box.y + box.height };
  const frame = xmlAttributes({
    label: 'face_box',
    source: 'manual',
    occluded: 0,
    ...sides,
    z_order: 0,
    group_id: group,
  });
  return `${first}    <box${frame}>\n${hasPoints ? '' : labels}    </box>\n`;
}

function labelsXml(face: FaceRecord): string {
  return labelled(face)
    .map(
      ([name, label]) =>
        `      <attribute name="${escapedXml(name)}">${escapedXml(labelText(label))}</attribute>\n`,
    )
    .join('');
}

/** The labels that a task of CVAT needs before these annotations can be loaded into it. */
function meta({ scheme, attributes }: Template): string {
  const words = attributes
    .map(({ id, kind, values }) => {
      const input = kind === 'number' || kind === 'tags' ? 'text' : 'select';
      const listed = values.map((value) => escapedXml(value.id)).join('\n');
      return `            <attribute>\n              <name>${escapedXml(id)}</name>\n              <mutable>False</mutable>\n              <input_type>${input}</input_type>\n              <default_value></default_value>\n              <values>${listed}</values>\n            </attribute>\n`;
    })
    .join('');
  const faces = [
    ['face', 'skeleton'],
    ['face_box', 'rectangle'],
  ].map(
    ([name, type]) =>
      `        <label>\n          <name>${name}</name>\n          <type>${type}</type>\n          <attributes>\n${words}          </attributes>\n        </label>\n`,
  );
  const points = scheme.points
    .map(
      ({ id }) =>
        `        <label>\n          <name>${escapedXml(id)}</name>\n          <type>points</type>\n          <attributes></attributes>\n          <parent>face</parent>\n        </label>\n`,
    )
    .join('');
  return `  <meta>\n    <task>\n      <labels>\n${faces.join('')}${points}      </labels>\n    </task>\n  </meta>\n`;
}
