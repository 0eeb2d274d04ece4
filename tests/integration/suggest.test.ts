import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import type { LibraryQuery } from '@shared/contract/library';
import type { SuggestReport } from '@shared/contract/reports';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStudio } from '../../src/main/studio';
import { drawMtfl } from '../support/drawnMtfl';
import { temporaryFolder } from '../support/temporaryFolder';

const root = resolve(import.meta.dirname, '../..');

/** The real command; answers its last line. */
async function facet(...words: string[]): Promise<unknown> {
  const child = spawn(process.execPath, [join(root, 'scripts/facet.mjs'), ...words, '--json']);
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  expect([exitCode, errors]).toEqual([0, errors]);
  return JSON.parse(out.trim().split('\n').at(-1)!);
}

describe('facet suggest', () => {
  it('stores what a run says of the project’s faces, and the Library shows it', async () => {
    const folder = temporaryFolder();
    await drawMtfl(join(folder, 'mtfl'), 20);
    const project = join(folder, 'project');
    await facet('import', join(folder, 'mtfl'), '--project', project);
    await facet('train', '--project', project, '--steps', '2', '--batch', '4', '--name', 'two steps');
    const report = (await facet('suggest', '--project', project, '--run', 'two steps')) as SuggestReport;
    expect(report).toMatchObject({ run: 'two steps', faces: 20, problems: [] });
    const heads = ['gender', 'smile', 'glasses', 'pose'];
    expect(Object.keys(report.contradicted)).toEqual(heads);

    const studio = createStudio();
    onTestFinished(() => studio.close());
    await studio.request('project.open', { folder: project, mode: 'read' });
    const facets = await studio.request('library.facets', { filter: {}, predictionsOf: 'two steps' });
    expect(facets).toMatchObject({ ok: { total: 20, contradicted: report.contradicted } });
    for (const faceId of [1, 20]) {
      const answer = await studio.request('faces.suggestion', { faceId, run: 'two steps' });
      if ('error' in answer || !answer.ok) throw new Error('There is no suggestion.');
      expect(answer.ok.landmarks).toHaveLength(5);
      for (const { x, y, visibility } of answer.ok.landmarks!) {
        expect([Number.isFinite(x), Number.isFinite(y), visibility]).toEqual([true, true, 2]);
      }
      expect(answer.ok.attributes.map(({ attribute }) => attribute)).toEqual(heads);
      for (const { confidence } of answer.ok.attributes) {
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    }
    // What the Library calls contradicted is what the suggestions say.
    const query: LibraryQuery = {
      filter: { contradicted: { run: 'two steps', heads: ['pose'] } },
      sort: { by: 'confidence', run: 'two steps', head: 'pose', descending: true },
    };
    const window = await studio.request('library.window', { query, offset: 0, limit: 20 });
    if ('error' in window) throw new Error(window.error.message);
    expect(window.ok.total).toBe(report.contradicted['pose']);
    for (const { id, sortedBy } of window.ok.tiles) {
      const faces = await studio.request('faces.get', { faceIds: [id] });
      const [face] = 'ok' in faces ? faces.ok : [];
      expect(face!.attributes['pose']).not.toBe(sortedBy!.value);
    }
    const confidences = window.ok.tiles.map(({ sortedBy }) => sortedBy!.number!);
    expect(confidences).toEqual(confidences.toSorted((first, second) => second - first));
  });

  it('is taken over by facet accept, of what is asked for', async () => {
    const folder = temporaryFolder();
    await drawMtfl(join(folder, 'mtfl'), 20);
    const project = join(folder, 'project');
    const ofRun = ['--project', project, '--run', 'two steps'];
    await facet('import', join(folder, 'mtfl'), '--project', project);
    await facet('train', '--project', project, '--steps', '2', '--batch', '4', '--name', 'two steps');
    const { contradicted } = (await facet('suggest', ...ofRun)) as SuggestReport;
    const poses = ['accept', ...ofRun, '--what', 'pose', '--at-least', '0'];
    expect(await facet(...poses)).toMatchObject({ faces: 0, entryId: null });
    expect(await facet(...poses, '--replace')).toMatchObject({
      faces: contradicted['pose'],
      alike: { subject: true },
    });
    const again = (await facet('suggest', ...ofRun)) as SuggestReport;
    expect(again.contradicted).toMatchObject({ pose: 0, gender: contradicted['gender'] });
    expect(await facet('accept', ...ofRun, '--what', 'points', '--replace')).toMatchObject({ faces: 20 });
  });
});
