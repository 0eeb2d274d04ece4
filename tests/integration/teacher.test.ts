import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawFaces, writeMtfl } from '../support/drawnFaces';
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
  expect(readdirSync(join(project, 'cache')).some((name) => name.endsWith('.sights'))).toBe(true);
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
