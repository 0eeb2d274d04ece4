import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root, runningNode } from '../../scripts/node.mjs';
import { fromSources } from '../fromSources.mjs';

/** Draws faces, and answers their pictures as `filledProject.ts` takes them. */
export async function drawnPictures(folder, count) {
  const drawn = join(folder, 'drawn');
  const words = ['draw', '--output', drawn, '--count', String(count), '--testing', '0'];
  const { status } = spawnSync(runningNode(), [join(root, 'scripts/facet.mjs'), ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The faces could not be drawn.');
  const paths = readdirSync(drawn, { recursive: true }).filter((path) => path.endsWith('.jpg'));
  const pictures = await Promise.all(
    paths.map(async (path) => {
      const { width, height } = await sharp(join(drawn, path)).metadata();
      const contentHash = createHash('sha256')
        .update(readFileSync(join(drawn, path)))
        .digest('hex');
      return { path: path.replaceAll('\\', '/'), widthPx: width, heightPx: height, contentHash };
    }),
  );
  return { folder: drawn, pictures };
}

export async function filledProject(project, count, pictures) {
  const { fillProject } = await fromSources('filledProject.ts');
  fillProject(project, count, pictures);
}
