import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { drawFaces, writeMtfl, type DrawnFace } from '../support/drawnFaces';
import { facet, facetJson, facetScript, wasm } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

interface Prediction {
  readonly folder: string;
  readonly project: string;
  readonly faces: readonly DrawnFace[];
}

/** A project with a run of all five heads that has learnt next to nothing. */
async function smallRun(): Promise<Prediction> {
  const folder = temporaryFolder();
  const project = join(folder, 'project');
  const faces = await drawFaces(6);
  writeMtfl(join(folder, 'data'), { training: faces, testing: faces.slice(0, 2) });
  await facetJson(['import', join(folder, 'data'), '--project', project]);
  await facetJson(['train', '--project', project, '--steps', '1', '--batch', '4'], wasm);
  return { folder, project, faces };
}

/** A PNG of a few bytes that claims to be so many pixels wide and high. */
function hugePng(sidePx: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sidePx, 0);
  header.writeUInt32BE(sidePx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = deflateSync(Buffer.alloc(1 << 16));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe.skipIf(process.platform === 'win32')('facet predict', () => {
  it('takes whatever lies in a folder, and lists what is no photo', async () => {
    const { folder, project, faces } = await smallRun();
    const photos = join(folder, 'photos');
    const put = (path: string, bytes: Buffer | string): void => {
      mkdirSync(dirname(join(photos, path)), { recursive: true });
      writeFileSync(join(photos, path), bytes);
    };
    const good = [
      'UPPER.JPG',
      '=cmd|calc.png',
      'ä ö, "quoted" \'n\' 100%.jpeg',
      'nested/deeper/still/face.JpEg',
      'nested/face.jpg',
      'folder.jpg/inside.webp',
      'two\nlines.jpg',
    ];
    for (const [index, path] of good.entries()) put(path, faces[index % faces.length]!.jpeg);
    // What a file is, its bytes say.
    put('=cmd|calc.png', await sharp(faces[0]!.jpeg).png().toBuffer());
    put('nested/face.jpg', await sharp(faces[1]!.jpeg).webp().toBuffer());
    const bad = ['bomb.png', 'broken.jpg', 'empty.png', 'nowhere.jpg', 'text.jpg'];
    put('bomb.png', hugePng(60_000));
    put('broken.jpg', faces[0]!.jpeg.subarray(0, 700));
    put('empty.png', '');
    put('text.jpg', 'no photo at all');
    symlinkSync('gone.jpg', join(photos, 'nowhere.jpg'));
    symlinkSync('..', join(photos, 'nested', 'loop'));
    symlinkSync('loop', join(photos, 'nested', 'loop2'));
    put('.hidden.jpg', faces[0]!.jpeg);
    put('notes.txt', 'not looked at');
    execFileSync('mkfifo', [join(photos, 'pipe.jpg')]);

    const output = join(folder, 'output');
    const predict = [
      'predict',
      '--project',
      project,
      '--run',
      'studio-1',
      '--faces',
      'whole',
      '--output',
      output,
    ];
    const formats = ['--format', 'csv,jsonl,mtfl,coco', '--overlays', '--json'];
    const end = await facet([...predict, ...formats, '--input', photos], wasm);
    expect(end.exitCode).toBe(0);
    const report = end.json();
    expect(Object.keys(report)).toEqual([
      'images',
      'faces',
      'failed',
      'withoutFace',
      'earlier',
      'added',
      'imagesPerSecond',
      'outputs',
      'problems',
      'duplicates',
    ]);
    expect(report).toMatchObject({
      images: good.length + bad.length,
      faces: good.length,
      failed: bad.length,
      duplicates: [['UPPER.JPG', 'two\nlines.jpg']],
    });
    const problems = report['problems'] as { file: string; code: string }[];
    const unread = problems.filter(({ code }) => code.startsWith('image-'));
    expect(unread.map(({ file }) => file)).toEqual(bad.map((path) => join(photos, path)));
    // MTFL separates by white space, which two of the names have.
    expect(problems.filter(({ code }) => code === 'format-path-white-space')).toHaveLength(2);

    const names = readFileSync(join(output, 'predictions.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { image: string }).image);
    expect(names.toSorted()).toEqual(good.toSorted());
    const csv = readFileSync(join(output, 'predictions.csv'), 'utf8');
    expect(csv.split('\r\n')).toHaveLength(good.length + 2);
    expect(csv).toContain('"two\nlines.jpg"');
    expect(csv).toContain("'=cmd|calc.png");
    const coco = JSON.parse(readFileSync(join(output, 'predictions.coco.json'), 'utf8')) as {
      images: { file_name: string }[];
    };
    expect(coco.images.map((image) => image.file_name)).toEqual(names);
    expect(readFileSync(join(output, 'predictions.mtfl.txt'), 'utf8').trimEnd().split('\r\n')).toHaveLength(
      5,
    );
    for (const path of good) {
      const { format } = await sharp(join(output, 'overlays', `${path}.overlay.jpg`)).metadata();
      expect(format).toBe('jpeg');
    }

    // Nothing but what is no photo, and single files by name.
    const alone = join(folder, 'alone');
    const single = [
      '--input',
      join(photos, 'broken.jpg'),
      join(photos, 'text.jpg'),
      join(photos, 'UPPER.JPG'),
    ];
    const third = await facetJson([...predict.slice(0, -1), alone, ...single], wasm);
    expect(third).toMatchObject({ images: 3, faces: 1, failed: 2 });
    expect(readdirSync(alone).sort()).toEqual(['predictions.csv', 'predictions.log']);
    const labels = ['--input', join(folder, 'data', 'training.txt')];
    const refused = await facet([...predict, ...labels], wasm);
    expect([refused.exitCode, refused.errors]).toEqual([1, expect.stringContaining('--restart')]);
    const none = await facet([...predict, ...labels, '--restart'], wasm);
    expect([none.exitCode, none.out]).toEqual([0, expect.stringMatching(/0 faces in 1 image .* 1 failed/)]);
    const missing = await facet([...predict, '--input', join(folder, 'nowhere')], wasm);
    expect([missing.exitCode, missing.errors]).toEqual([1, expect.stringContaining('nowhere')]);
  });
});

describe.skipIf(process.platform === 'win32')('a reader that has seen enough', () => {
  const piped = (command: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): string => {
    const script = `"$0" "$@" ${command}; echo "\${PIPESTATUS[0]}"`;
    const parameters = ['-c', script, process.execPath, facetScript, ...words];
    const { stdout } = spawnSync('bash', parameters, {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
    return stdout;
  };

  it('of standard output or standard error ends nothing', async () => {
    const { project } = await smallRun();
    const runs = ['runs', '--project', project];
    expect(piped('2>&1 | head -1', runs)).toMatch(/^run .*\n0\n$/);
    // `true` reads nothing: the very first write finds the pipe closed.
    expect(piped('2>&1 | true', runs)).toBe('0\n');
    const training = ['train', '--project', project, '--name', 'unseen', '--steps', '2', '--batch', '4'];
    expect(piped('2>&1 | true', training, wasm)).toBe('0\n');
    expect(await facetJson(runs)).toMatchObject({
      runs: [{ name: 'studio-1' }, { name: 'unseen', state: 'finished', globalStep: 2 }],
    });
  });
});
