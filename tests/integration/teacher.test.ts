import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openProject } from '../../src/main/project/project';
import { drawFaces, type DrawnFace, writeMtfl } from '../support/drawnFaces';
import { facet, facetJson } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

it('a teacher is learnt from and never asked, looks at each face once, and can be left out', async () => {
  const folder = temporaryFolder();
  const faces = await drawFaces(20);
  writeMtfl(join(folder, 'mtfl'), { training: faces.slice(0, 16), testing: faces.slice(16) });
  const project = join(folder, 'project');
  await facetJson(['import', join(folder, 'mtfl'), '--project', project]);
  const train = (...words: string[]): Promise<{ errors: string }> =>
    facet(['train', '--project', project, '--batch', '8', '--steps', '3', ...words]);
  const lossesOf = (run: number): string[] => {
    const lines = readFileSync(join(project, 'runs', String(run), 'events.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const [step] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    return Object.keys(step!['lossByHead'] as object);
  };

  const first = await train('--name', 'taught');
  expect(first.errors).toContain('looking at face meshes');
  expect(lossesOf(1)).toEqual(['landmarks', 'gender', 'smile', 'glasses', 'pose', 'face-mesh']);
  expect(readdirSync(join(project, 'cache')).some((name) => name.endsWith('.sights-2'))).toBe(true);
  const report = await facetJson(['evaluate', '--project', project, '--run', 'taught']);
  expect(JSON.stringify(report)).not.toContain('face-mesh');

  const second = await train('--name', 'again');
  expect(second.errors).not.toContain('looking at face meshes');
  const alone = await train('--name', 'alone', '--teacher', '0');
  expect(alone.errors).not.toContain('looking at face meshes');
  expect(lossesOf(3)).toEqual(['landmarks', 'gender', 'smile', 'glasses', 'pose']);

  const unsoftened = await train('--name', 'plain', '--soften', 'none');
  expect(unsoftened.errors).not.toContain('looking at face meshes');
  const unknown = await facet(['train', '--project', project, '--soften', 'hat']);
  expect(unknown.exitCode).toBe(1);
  expect(unknown.errors).toContain('There is no attribute “hat” whose labels a teacher could soften.');

  const refused = await facet(['train', '--project', project, '--heads', 'gender', '--teacher', '1']);
  expect(refused.exitCode).toBe(1);
  expect(refused.errors).toContain('needs a head that learns points');
  expect(existsSync(join(project, 'runs', '5'))).toBe(false);
});

it('a label that somebody has corrected is learnt as it is, and the others give way', async () => {
  const folder = temporaryFolder();
  writeMtfl(join(folder, 'mtfl'), { training: smilingByWidth(await drawFaces(60)), testing: [] });
  const project = join(folder, 'project');
  await facetJson(['import', join(folder, 'mtfl'), '--project', project]);
  const smileLossOf = async (run: number, ...words: string[]): Promise<number> => {
    await facetJson(['train', '--project', project, '--batch', '32', '--steps', '1', ...words]);
    const log = readFileSync(join(project, 'runs', String(run), 'events.jsonl'), 'utf8');
    const [first] = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { lossByHead: { smile: number } });
    return first!.lossByHead.smile;
  };
  const softened = await smileLossOf(1);
  const plain = await smileLossOf(2, '--soften', 'none');
  expect(softened).not.toBeCloseTo(plain, 4);

  // Each label is changed, and changed back: it is what it was, and somebody has said so.
  const opened = openProject(project, { mode: 'write' });
  for (const faceId of opened.faces.forLearning().faceIds) {
    const was = opened.faces.get(faceId).attributes['smile']!;
    const other = opened.template.attributes
      .find(({ id }) => id === 'smile')!
      .values.find(({ id }) => id !== was)!.id;
    for (const to of [other, was]) {
      opened.journal.apply({ faceId, kind: 'attribute', attribute: 'smile', to }, 'me');
    }
  }
  opened.close();
  expect(await smileLossOf(3)).toBeCloseTo(plain, 5);
});

/** Labelled as smiling where the corners of the mouth are further apart than those of half of the faces: what a mesh tells. */
function smilingByWidth(faces: readonly DrawnFace[]): DrawnFace[] {
  const wordsOf = (face: DrawnFace, path: string): string[] => face.rowOf(path).trim().split(/\s+/);
  const widthOf = (face: DrawnFace): number => {
    const [, , , , left, right] = wordsOf(face, 'a.jpg');
    return Number(right) - Number(left);
  };
  const middle = faces.map(widthOf).toSorted((one, other) => one - other)[faces.length / 2]!;
  return faces.map((face) => ({
    ...face,
    rowOf: (path) =>
      wordsOf(face, path)
        .with(12, widthOf(face) >= middle ? '1' : '2')
        .join(' '),
  }));
}
