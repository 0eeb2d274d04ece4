import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photoKinds } from '../../src/main/datasets/synthetic/photoKind';
import type { PortraitPlace } from '../../src/main/datasets/synthetic/portrait';
import { writePortraits } from '../../src/main/datasets/synthetic/portraitFiles';
import { facet, lastLine } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

describe('facet draw', () => {
  it('draws on its threads what one thread draws, and import takes all of it', async () => {
    const folder = temporaryFolder();
    const set = join(folder, 'set');
    const words = ['draw', '--output', set, '--count', '60', '--testing', '20', '--seed', '7', '--json'];
    const drawn = await facet(words);
    expect(drawn).toMatchObject({ exitCode: 0 });
    expect(lastLine(drawn)).toMatchObject({
      folder: set,
      splits: { training: 40, testing: 20 },
      drawn: true,
      seconds: expect.any(Number),
    });

    const here = join(folder, 'here');
    for (const kind of Object.values(photoKinds).flat())
      mkdirSync(join(here, kind.folder), { recursive: true });
    const places = (['training', 'testing'] as const).flatMap((split) =>
      Array.from({ length: split === 'training' ? 40 : 20 }, (_, index): PortraitPlace => ({ split, index })),
    );
    const rows = await writePortraits(here, 7, places);
    for (const { imagePath } of rows) {
      const same = readFileSync(join(set, imagePath)).equals(readFileSync(join(here, imagePath)));
      expect(same, imagePath).toBe(true);
    }

    const imported = lastLine(await facet(['import', set, '--project', join(folder, 'project'), '--json']));
    expect(imported).toMatchObject({ read: 60, imported: 60, skipped: 0, problems: [], duplicates: [] });

    expect(lastLine(await facet(words))).toMatchObject({ drawn: false });
    const other = await facet(['draw', '--output', set, '--count', '60', '--seed', '8', '--json']);
    expect(other.exitCode).toBe(1);
    expect(lastLine(other)).toMatchObject({ error: { code: 'folder-not-empty' } });
    expect(readdirSync(join(set, 'AFLW'))).toHaveLength(20);
  });

  it('calls numbers that make no sense wrong usage', async () => {
    const folder = join(temporaryFolder(), 'set');
    expect(await facet(['draw'])).toMatchObject({ exitCode: 2 });
    expect(await facet(['draw', '--output', folder, '--count', '0'])).toMatchObject({ exitCode: 2 });
    expect(await facet(['draw', '--output', folder, '--testing', '-1'])).toMatchObject({ exitCode: 2 });
    const more = await facet(['draw', '--output', folder, '--count', '5', '--testing', '6']);
    expect(more).toMatchObject({ exitCode: 1, errors: expect.stringContaining('5') });
  });

  it('leaves nothing when it is stopped, and clears up after one that was killed', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'set');
    const words = (count: number): string[] => ['draw', '--output', folder, '--count', String(count)];
    const started = 'drawing faces';
    const stopped = await facet(words(20_000), { signal: { name: 'SIGINT', after: started } });
    expect(stopped.exitCode).toBe(130);
    expect(readdirSync(parent)).toEqual([]);

    await facet(words(20_000), { signal: { name: 'SIGKILL', after: started } });
    const left = readdirSync(parent);
    expect(left).toEqual([expect.stringMatching(/^set\.drawing-/)]);

    expect(await facet(words(5))).toMatchObject({ exitCode: 0 });
    expect(readdirSync(parent)).toEqual(['set']);
  });
});
