import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export type WheelContent = Readonly<Record<string, Buffer | string>>;

/** Writes a real wheel: a zip with a RECORD of its files' hashes. `lies` replaces a file's hash in it. */
export async function writeWheel(
  path: string,
  content: WheelContent,
  lies: readonly string[] = [],
): Promise<void> {
  const zip = new ZipFile();
  const record: string[] = [];
  for (const [name, data] of Object.entries(content)) {
    const bytes = Buffer.from(data);
    const hash = createHash('sha256').update(lies.includes(name) ? 'something else' : bytes);
    record.push(`${name},sha256=${hash.digest('base64url')},${bytes.length}`);
    zip.addBuffer(bytes, name);
  }
  record.push('example-1.0.dist-info/RECORD,,');
  zip.addBuffer(Buffer.from(record.join('\n')), 'example-1.0.dist-info/RECORD');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
