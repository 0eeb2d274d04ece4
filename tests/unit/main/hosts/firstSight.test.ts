import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runJob } from '@shared/contract/client';
import { prepareFirstSight } from '../../../../src/main/hosts/firstSight';
import { createStudio, type Studio } from '../../../../src/main/studio';
import { drawMtfl } from '../../../support/drawnFaces';
import { temporaryFolder } from '../../../support/temporaryFolder';

function start(): Studio {
  const studio = createStudio();
  onTestFinished(() => studio.close());
  return studio;
}

const picturesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.webp'));

describe('what a Library shows first', () => {
  it('is made before it is asked for: the same pictures, no others', async () => {
    const folder = temporaryFolder();
    const [data, project] = [join(folder, 'data'), join(folder, 'project')];
    await drawMtfl(data, { training: 9, testing: 2 });
    const studio = start();
    await studio.request('project.open', { folder: project, mode: 'create' });
    await runJob(studio, 'datasets.import', { path: data });
    expect(picturesIn(project)).toEqual([]);

    await prepareFirstSight(studio);
    const made = picturesIn(project).sort();
    expect(made).toHaveLength(11);

    const answer = await studio.request('pictures.thumbnails', { of: [1, 2, 11], sizePx: 160 });
    expect(answer).toMatchObject({ ok: { thumbnails: [{}, {}, {}] } });
    expect(picturesIn(project).sort()).toEqual(made);
  });

  it('is nothing without a project or without faces, and nobody is told', async () => {
    const studio = start();
    await expect(prepareFirstSight(studio)).resolves.toBeUndefined();
    const project = join(temporaryFolder(), 'project');
    await studio.request('project.open', { folder: project, mode: 'create' });
    await expect(prepareFirstSight(studio)).resolves.toBeUndefined();
    expect(picturesIn(project)).toEqual([]);
  });
});
