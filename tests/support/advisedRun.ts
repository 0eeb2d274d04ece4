import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an adviser tells: of 512 and 256 features and a bias, by numbers that nobody has learnt, to two classes. */
const weights = Array.from({ length: (512 + 256 + 1) * 2 }, (_, index) => Math.sin(index) / 40);
const advice = { networks: ['ages-and-genders', 'emotions'], weights, share: 0.4 };
const fitted = { labels: 60, errorBefore: 0.2, errorAfter: 0.1 };
const heads = ['gender', 'smile'];

/** From here on an adviser is asked beside a project's first run, whose faces were too few for one. */
export function adviseRun(project: string): void {
  const folder = join(project, 'runs', '1', 'checkpoints');
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    writeFileSync(file, withState(readFileSync(file), advised));
  }
}

const ofHeads = (value: unknown): object => Object.fromEntries(heads.map((head) => [head, value]));
const advised = {
  advice: ofHeads(advice),
  calibration: ofHeads({ ...fitted, temperature: 0.8 }),
  calibrationAlone: ofHeads({ ...fitted, temperature: 1.7 }),
};

/** A checkpoint is a preamble of 16 bytes, the last four the header's length; a header of JSON; numbers; and a hash of it all. */
function withState(checkpoint: Buffer, more: object): Buffer {
  const headerEnd = 16 + checkpoint.readUInt32LE(12);
  const state = JSON.parse(checkpoint.toString('utf8', 16, headerEnd)) as object;
  const header = Buffer.from(JSON.stringify({ ...state, ...more }));
  const padding = Buffer.alloc((4 - (header.length % 4)) % 4, ' ');
  const preamble = Buffer.from(checkpoint.subarray(0, 16));
  preamble.writeUInt32LE(header.length + padding.length, 12);
  const numbers = checkpoint.subarray(headerEnd, -32);
  const contents = Buffer.concat([preamble, header, padding, numbers]);
  return Buffer.concat([contents, createHash('sha256').update(contents).digest()]);
}
