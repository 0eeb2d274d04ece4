import type { LabelFormat } from '../../src/shared/contract/labels';
import { mtflTemplate } from '../../src/shared/domain/template';
import { ExpectedError } from '../../src/shared/result';
import { readTable } from '../../src/main/datasets/labels/csv/table';
import { fitFace } from '../../src/main/datasets/labels/fitFace';
import {
  jsonFormat,
  readers,
  tableFormat,
  xmlFormat,
  yamlFormat,
} from '../../src/main/datasets/labels/formats';
import { ResolvedMapping } from '../../src/main/datasets/labels/mapping';
import type { ParsedLabels } from '../../src/main/datasets/labels/record';
import { decodeLabelText } from '../../src/main/datasets/labels/text';
import type { LabelTree } from '../../src/main/datasets/labels/tree';
import { parseRow } from '../../src/main/datasets/mtfl/row';

/** A parser under attack: bytes of a file of this name in; it throws what nobody expected, or the invariant broken. */
export interface Parser {
  readonly name: string;
  /** The file's name, by which its reader is chosen. */
  readonly file: string;
  readonly attack: (bytes: Uint8Array) => Promise<void>;
}

const data =
  'path: .\ntrain: images/train\nkpt_shape: [5, 3]\nnames: {0: face}\nkpt_names: {0: [left_eye, right_eye, nose, mouth_left, mouth_right]}\n';

export const parsers: readonly Parser[] = [
  ofFormat('coco', 'faces.json'),
  ofFormat('label-studio', 'tasks.json'),
  ofFormat('labelme', 'photo.json'),
  ofFormat('x-anylabeling', 'photo.json'),
  ofFormat('cvat', 'annotations.xml'),
  ofFormat('csv', 'faces.csv'),
  ofFormat('deeplabcut', 'CollectedData.csv'),
  ofFormat('sleap', 'analysis.csv'),
  ofFormat('pts', 'train/photo.pts'),
  ofFormat('yolo', 'labels/train/photo.txt', { 'data.yaml': data }),
  {
    ...ofFormat('yolo', 'data.yaml', { 'labels/train/photo.txt': '0 0.5 0.5 0.2 0.2\n' }),
    name: 'yolo-dataset',
  },
  { name: 'mtfl', file: 'training.txt', attack: attackMtfl },
  { name: 'recognition', file: 'any', attack: attackRecognition },
];

/** The other files of a tree that the attacked one needs. */
function ofFormat(format: LabelFormat, file: string, others: Readonly<Record<string, string>> = {}): Parser {
  return {
    name: format,
    file,
    async attack(bytes) {
      await expected(async () => {
        const texts: Record<string, string> = { ...others, [file]: decodeLabelText(bytes, file) };
        const tree: LabelTree = {
          folder: '/',
          paths: Object.keys(texts).sort(),
          readText: (path) => Promise.resolve(texts[path]!),
        };
        const { files } = await readers[format].files(tree);
        for (const { path, parse } of files) {
          check(parse(texts[path]!, { name: path, mapping: {}, predictions: true }));
        }
      });
    },
  };
}

/** Everything that an import does with what was read, but for the images. */
function check({ faces, problems, read }: ParsedLabels): void {
  if (read < faces.length) throw new Error(`${read} records, and ${faces.length} faces of them`);
  for (const { reason } of problems) {
    if (/[\r\n]/.test(reason) || reason.length > 2_000)
      throw new Error(`no reason for people: ${reason.slice(0, 300)}`);
  }
  const mapping = new ResolvedMapping(faces, mtflTemplate, {});
  const image = { widthPx: 64, heightPx: 48, contentHash: '', sourceId: 1 };
  for (const face of faces) {
    const fitted = fitFace(
      face,
      mapping.landmarks(face),
      mapping.labels(face),
      { ...image, path: face.image },
      undefined,
    );
    if ('code' in fitted) continue;
    const { landmarks, box } = fitted;
    const numbers = [
      ...landmarks.flatMap(({ x, y }) => [x, y]),
      ...(box ? [box.x, box.y, box.width, box.height] : []),
    ];
    if (!numbers.every(Number.isFinite)) throw new Error(`${numbers.join(' ')} went through`);
    if (box && !(box.width > 0 && box.height > 0)) throw new Error('a box without a size went through');
  }
  mapping.problems();
}

function attackMtfl(bytes: Uint8Array): Promise<void> {
  return expected(() => {
    for (const line of decodeLabelText(bytes, 'training.txt').split('\n')) parseRow(line);
  });
}

function attackRecognition(bytes: Uint8Array): Promise<void> {
  return expected(() => {
    const text = decodeLabelText(bytes, 'any');
    for (const recognise of [tableFormat, xmlFormat, yamlFormat, readTable]) recognise(text);
    try {
      jsonFormat(JSON.parse(text));
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown;
    }
  });
}

async function expected(attack: () => void | Promise<void>): Promise<void> {
  try {
    await attack();
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
  }
}
