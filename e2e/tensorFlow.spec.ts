import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ArchiveServer } from '../tests/support/archiveServer';
import { whenGrown } from '../tests/support/growingFile';
import { findings } from './support/findings';
import { Server } from './support/server';
import { expect, test, watch } from './support/test';

const megabyte = 1_000_000;
/** The one that is chosen for this machine's kind by `chooseTensorFlow`. */
const wheelName = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';

test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'knows the wheel of one kind of machine');

test('TensorFlow is fetched when a person agrees: with progress, cancelled, gone on with, refused when wrong', async ({
  page,
  folder,
  project,
}) => {
  // Begins like a wheel, and is none: what is not the very file that Facet knows is not used.
  const bytes = Buffer.alloc(5 * megabyte);
  bytes.write('PK\x03\x04', 'latin1');
  const mirror = await ArchiveServer.start({ bytes, etag: '"wheel"' });
  const server = new Server(join(folder, 'state'), project, {
    FACET_CACHE: join(folder, 'cache'),
    FACET_TENSORFLOW: 'cpu',
    FACET_TENSORFLOW_ADDRESS: mirror.address,
  });
  try {
    const troubles = watch(page);
    await page.goto(await server.start());
    const engine = page.getByTestId('engine');
    await expect(engine).toHaveText('Fetch TensorFlow');
    // Nothing was asked of the mirror before a person agreed.
    await engine.click();
    const card = page.getByRole('dialog');
    await expect(card).toContainText(`download 274 MB from ${new URL(mirror.address).host}`);
    expect(mirror.requests).toEqual([]);
    expect(await findings(page)).toEqual([]);

    const part = join(folder, 'cache', 'tensorflow', 'downloads', `${wheelName}.part`);
    mkdirSync(dirname(part), { recursive: true });
    mirror.faults.push(
      { after: megabyte, then: 'cut', when: () => whenGrown(part, megabyte) },
      { after: megabyte, then: 'silence' },
    );
    await card.getByRole('button', { name: 'Download and set up' }).click();
    await expect(card.getByRole('progressbar', { name: 'Setting TensorFlow up…' })).toHaveAttribute(
      'aria-valuenow',
      /^[234]\d$/,
    );
    await expect(card).toContainText(/downloading TensorFlow \(MB\) · [\d.]+ of 5/);
    await whenGrown(part, 2 * megabyte);
    await card.getByRole('button', { name: 'Cancel' }).click();
    await expect(card).toContainText('2 MB of it are here already');

    await card.getByRole('button', { name: 'Go on' }).click();
    await expect(card.getByRole('alert')).toContainText('5000000 bytes instead of 273829956');
    expect(mirror.requests.map(({ range }) => range)).toEqual([
      undefined,
      `bytes=${megabyte}-`,
      `bytes=${2 * megabyte}-`,
    ]);
    await expect(card.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(await findings(page)).toEqual([]);

    // A mirror that is gone is said so, and what to do.
    await mirror.close();
    await card.getByRole('button', { name: 'Try again' }).click();
    await expect(card.getByRole('alert')).toContainText('cannot be reached');
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
    await expect(engine).toBeFocused();
    expect(troubles).toEqual([]);
  } finally {
    await server.end();
    await mirror.close().catch(() => undefined);
  }
});
