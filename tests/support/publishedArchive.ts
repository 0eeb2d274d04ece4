import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { ZipFile } from 'yazl';

/** Files by their paths in the archive. */
export type ArchiveContent = Record<string, Buffer | string>;

const folders = ['lfw_5590', 'net_7876', 'AFLW'];
const sidePx = 160;

/** MTFL as it is published, with few faces: real pictures of noise, some 30 kB each, the same every time. */
export async function publishedContent(training: number, testing: number): Promise<ArchiveContent> {
  const content: ArchiveContent = { 'MTFL/readme.txt': 'Multi-Task Facial Landmark\r\n' };
  const rows = async (split: string, separator: string, count: number): Promise<string> => {
    const lines: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const steps = [folders[index % folders.length]!, `${split}-${index}.jpg`];
      content[`MTFL/${steps.join('/')}`] = await noise(index + (split === 'testing' ? 1000 : 0));
      lines.push(`${steps.join(separator)} ${points} 1 2 2 3\r\n`);
    }
    return `${lines.join(' ')} `;
  };
  content['MTFL/training.txt'] = await rows('training', '\\', training);
  content['MTFL/testing.txt'] = await rows('testing', '/', testing);
  return content;
}

const points = [50, 100, 75, 55, 95, 60, 60, 80, 110, 110].map((pixels) => pixels.toFixed(6)).join(' ');

async function noise(seed: number): Promise<Buffer> {
  let state = seed + 1;
  const pixels = Buffer.alloc(sidePx * sidePx * 3);
  for (let index = 0; index < pixels.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[index] = state >>> 24;
  }
  return sharp(pixels, { raw: { width: sidePx, height: sidePx, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A zip of them, nothing packed: a byte of a picture is a byte of the archive. */
export async function zipOf(content: ArchiveContent): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of Object.entries(content)) {
    zip.addBuffer(Buffer.from(bytes), path, { compress: false, mtime: new Date(0) });
  }
  zip.end();
  return buffer(zip.outputStream);
}
