// node bench/largePhotos.mjs PROJECT RUN FACES [COUNT [GROUP [KIND...]]]: makes photos of 100 megapixels from pictures in the
// folder FACES, as a file of each kind, predicts on COUNT of each at once (6), and prints one JSON line for each: the most memory
// that the command and all that it starts have resident at a time, in MiB, and seconds. In GROUP, the folder of a control group with
// a limit of memory, it either gets by with that or is killed (exit code 137, or a failure). Linux, after a build.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { root, runningNode } from '../scripts/node.mjs';

const [project, run, faces, count = '6', group = '', ...kinds] = process.argv.slice(2);
if (faces === undefined)
  throw new Error('Usage: node bench/largePhotos.mjs PROJECT RUN FACES [COUNT [GROUP [KIND...]]]');
const [sidePx, tilePx] = [10_000, 5_000];
const saved = ['csv', 'csv,crops,overlays,summary'];
const folder = mkdtempSync(join(tmpdir(), 'facet-large-'));
try {
  for (const [kind, file] of Object.entries(await photos())) {
    if (kinds.length > 0 && !kinds.includes(kind)) continue;
    const input = join(folder, kind);
    mkdirSync(input);
    for (let number = 0; number < Number(count); number += 1) {
      copyFileSync(file, join(input, `${number}-${file.split('/').at(-1)}`));
    }
    for (const save of saved) {
      const output = join(folder, 'output');
      const where = ['--project', project, '--run', run, '--input', input, '--output', output];
      const peaks = await peakOf(['predict', ...where, '--faces', 'find', '--save', save]);
      console.log(JSON.stringify({ kind, save, photos: Number(count), ...peaks }));
      rmSync(output, { recursive: true });
    }
    rmSync(input, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Four enlarged faces side by side, in each kind of file. */
async function photos() {
  const files = readdirSync(faces).filter((name) => name.endsWith('.jpg'));
  const tiles = await Promise.all(
    files.slice(0, 4).map(async (name, at) => ({
      input: await sharp(join(faces, name)).resize(tilePx, tilePx, { fit: 'fill' }).jpeg().toBuffer(),
      left: (at % 2) * tilePx,
      top: Math.floor(at / 2) * tilePx,
    })),
  );
  const create = { width: sidePx, height: sidePx, channels: 3, background: '#808080' };
  const pixels = await sharp({ create }).composite(tiles).removeAlpha().raw().toBuffer();
  const photo = () => sharp(pixels, { raw: { width: sidePx, height: sidePx, channels: 3 } });
  const made = {
    baseline: join(folder, 'baseline.jpg'),
    progressive: join(folder, 'progressive.jpg'),
    png: join(folder, 'png.png'),
    tiff: join(folder, 'tiff.tif'),
    webp: join(folder, 'webp.webp'),
    avif: join(folder, 'avif.avif'),
  };
  await photo().jpeg({ quality: 85 }).toFile(made.baseline);
  await photo().jpeg({ quality: 85, progressive: true }).toFile(made.progressive);
  await photo().png({ compressionLevel: 3 }).toFile(made.png);
  await photo().tiff({ compression: 'lzw' }).toFile(made.tiff);
  await photo().webp({ effort: 0 }).toFile(made.webp);
  await photo().avif({ effort: 0 }).toFile(made.avif);
  return made;
}

/** Looks fifty times a second. */
async function peakOf(words) {
  const program = [runningNode(), join(root, 'scripts', 'facet.mjs'), ...words];
  const joining = ['-c', '[ -z "$0" ] || echo $$ > "$0/cgroup.procs"; exec "$@"', group, ...program];
  const startedMs = performance.now();
  const command = spawn('sh', joining, { stdio: 'ignore' });
  let together = 0;
  const alone = new Map();
  const timer = setInterval(() => {
    const resident = residentBelow(command.pid);
    for (const [pid, mebibytes] of resident) alone.set(pid, Math.max(alone.get(pid) ?? 0, mebibytes));
    together = Math.max(
      together,
      [...resident.values()].reduce((sum, one) => sum + one, 0),
    );
  }, 20);
  const exitCode = await new Promise((resolve) => command.once('exit', resolve));
  clearInterval(timer);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  return { mebibytes: Math.round(together), ofEach: [...alone.values()].map(Math.round), seconds, exitCode };
}

/** Of a process and all that it started. */
function residentBelow(pid) {
  const known = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const numberIn = (key) => Number(new RegExp(`^${key}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      known.set(Number(name), { parent: numberIn('PPid'), mebibytes: numberIn('VmRSS') / 1024 });
    } catch {
      // It has ended since.
    }
  }
  const found = new Map();
  for (const waiting = [pid]; waiting.length > 0;) {
    const next = waiting.pop();
    if (known.has(next)) found.set(next, known.get(next).mebibytes);
    for (const [other, { parent }] of known) if (parent === next) waiting.push(other);
  }
  return found;
}
