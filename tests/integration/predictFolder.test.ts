import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openProject } from '../../src/main/project/project';
import { drawMtfl, linkManyFaces } from '../support/drawnFaces';
import { facet, facetJson, startFacet, wasm } from '../support/facet';
import { whenGrown } from '../support/growingFile';

let home: string;
let project: string;
let data: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'facet-predict-folder-'));
  data = join(home, 'data');
  project = join(home, 'project');
  await drawMtfl(data, { training: 12, testing: 6 });
  await facetJson(['import', data, '--project', project]);
  const train = ['train', '--project', project, '--name', 'base', '--preset', 'tutorial'];
  await facetJson([...train, '--batch', '4', '--steps', '1'], wasm);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function predict(photos: string, output: string): string[] {
  const what = ['--input', photos, '--output', output, '--save', 'csv,jsonl,coco', '--faces', 'whole'];
  return ['predict', '--project', project, '--run', 'base', ...what];
}

const files = ['predictions.csv', 'predictions.jsonl', 'predictions.coco.json'];

function contents(output: string): string[] {
  return files.map((file) => readFileSync(join(output, file), 'utf8'));
}

/** Names of all photos that a log has a record of, one a record. */
function loggedNames(output: string): string[] {
  const file = join(output, 'predictions.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => /"name":"([^"]+[.]jpg)","file"/.exec(line)?.[1] ?? []);
}

describe('facet predict on a folder', () => {
  it('killed in the middle of a record goes on where it was, to the same bytes', async () => {
    const photos = join(home, 'many');
    const count = 600;
    await linkManyFaces(photos, count);
    const [whole, cut] = [join(home, 'whole'), join(home, 'cut')];
    await facetJson(predict(photos, whole), wasm);

    mkdirSync(cut);
    const killed = startFacet(predict(photos, cut), { environment: wasm });
    await whenGrown(join(cut, 'predictions.log'), 20_000);
    killed.kill('SIGKILL');
    expect((await killed.ended).exitCode).toBeNull();
    const before = loggedNames(cut).length;
    expect(before).toBeGreaterThan(0);
    expect(files.some((file) => existsSync(join(cut, file)))).toBe(false);
    // As a kill within a write leaves it.
    const log = readFileSync(join(whole, 'predictions.log'));
    appendFileSync(join(cut, 'predictions.log'), log.subarray(-99, -40));

    const end = await facetJson(predict(photos, cut), wasm);
    expect(end).toMatchObject({ images: count, faces: count, earlier: before });
    expect(contents(cut)).toEqual(contents(whole));
    const names = loggedNames(cut);
    expect([names.length, new Set(names).size]).toEqual([count, count]);
  });

  it('shared among parts is joined to what one would have written, and becomes suggestions', async () => {
    const photos = join(data, 'testing');
    const output = join(home, 'added');
    const added = await facetJson([...predict(photos, output), '--add-to-project'], wasm);
    // They are in the project already, with their labels.
    expect(added).toMatchObject({ images: 6, added: { added: 0, known: 6 } });
    const parts = ['1/2', '2/2'].map((shard) => ({ shard, folder: join(home, `part-${shard[0]}`) }));
    for (const { shard, folder } of parts) {
      await facetJson([...predict(photos, folder), '--shard', shard], wasm);
    }
    const merged = join(home, 'merged');
    const folders = parts.map(({ folder }) => folder);
    const merge = ['merge', ...folders, '--save', 'csv,jsonl,coco', '--output', merged];
    expect(await facetJson(merge)).toMatchObject({ images: 6, faces: 6, problems: [] });
    expect(contents(merged)).toEqual(contents(output));
    const nothing = await facet(['merge', data, '--output', join(home, 'no'), '--json']);
    expect(nothing.json()).toMatchObject({ error: { code: 'results-missing' } });

    const more = join(home, 'more');
    mkdirSync(more);
    // Of other bytes than the project's photo, by which that would be known.
    copyFileSync(join(photos, '00000.jpg'), join(more, 'new.jpg'));
    appendFileSync(join(more, 'new.jpg'), 'another');
    const fresh = await facetJson([...predict(more, join(home, 'fresh')), '--add-to-project'], wasm);
    expect(fresh).toMatchObject({ added: { added: 1, known: 0, split: 'unassigned' } });
    const opened = openProject(project, { mode: 'write' });
    try {
      const [face] = opened.faces.list({ splits: ['unassigned'] });
      expect(face).toMatchObject({ imagePath: 'new.jpg', box: { drawnBy: 'image' } });
      expect(Object.keys(opened.predictions.ofFace(opened.runs.get('base').id, face!.id))).not.toEqual([]);
      const [last] = opened.imports.list();
      opened.imports.undo(last!.id, 'test');
      expect(opened.faces.list({ splits: ['unassigned'] })).toEqual([]);
    } finally {
      opened.close();
    }
  });

  it('watches one that fills up, takes each photo once it is whole, and ends by Ctrl+C', async () => {
    const [photos, output] = [join(home, 'filling'), join(home, 'watched')];
    mkdirSync(photos);
    const jpeg = readFileSync(join(data, 'training', '00000.jpg'));
    const has = (name: string): Promise<void> =>
      vi.waitFor(() => expect(loggedNames(output)).toContain(name), { timeout: 60_000, interval: 50 });
    const watching = startFacet([...predict(photos, output), '--watch', '--json'], { environment: wasm });
    await watching.says(/^waiting for photos/m);
    writeFileSync(join(photos, 'half.jpg'), jpeg.subarray(0, jpeg.length >> 1));
    writeFileSync(join(photos, 'whole.jpg'), jpeg);
    await has('whole.jpg');
    expect(loggedNames(output)).toEqual(['whole.jpg']);
    appendFileSync(join(photos, 'half.jpg'), jpeg.subarray(jpeg.length >> 1));
    await has('half.jpg');
    watching.kill('SIGINT');
    const end = await watching.ended;
    expect(end.exitCode).toBe(130);
    expect(end.json()).toMatchObject({ interrupted: true, result: { images: 2, faces: 2, failed: 0 } });
    const rows = contents(output)[0]!.trimEnd().split('\r\n');
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['half.jpg', 'whole.jpg']);
  });
});
