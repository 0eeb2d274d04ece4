import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faceBox } from '../src/main/finding/framing';
import { readModelFile } from '../src/main/finding/modelFile';
import { NetworkFinder } from '../src/main/finding/networkFinder';
import { finderInput } from '../src/main/finding/settings';
import { decodeShrunk } from '../src/main/images/decode';
import { viewPhoto } from '../src/main/images/photoViews';
import { startBackend } from '../src/main/learning/backends/start';
import { Random } from '../src/main/learning/random';
import { openProject, type Project } from '../src/main/project/project';

const heldSplit = 'held';
const who = 'bench';

/** `hold`: keeps 1,000 training faces from training. `box`: gives those the boxes that the finder finds. */
export async function main(folder: string, step: string): Promise<void> {
  const project = openProject(folder, { mode: 'write' });
  try {
    if (step === 'hold') hold(project);
    else await box(project);
  } finally {
    project.close();
  }
}

function hold(project: Project): void {
  const ids = project.faces.ids({ splits: ['training'] });
  Random.fromSeed(1, 'framing').shuffle(ids);
  project.journal.apply(
    ids.slice(0, 1000).map((faceId) => ({ faceId, kind: 'split', to: heldSplit })),
    who,
  );
}

async function box(project: Project): Promise<void> {
  await startBackend('auto');
  const finder = new NetworkFinder(readModelFile());
  let missed = 0;
  for (const face of project.faces.list({ splits: [heldSplit] })) {
    const file = join(project.sources.get(face.sourceId).folder, face.imagePath);
    const photo = await decodeShrunk(readFileSync(file), finderInput.longestSidePx);
    const [found] = await finder.find([viewPhoto(photo, finderInput.looks)]);
    const x = face.landmarks.reduce((sum, point) => sum + point.x, 0) / face.landmarks.length;
    const y = face.landmarks.reduce((sum, point) => sum + point.y, 0) / face.landmarks.length;
    const holds = found!.find(
      ({ box }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height,
    );
    if (holds) project.journal.apply({ faceId: face.id, kind: 'box', to: faceBox(holds) }, who);
    else missed += 1;
  }
  console.log(`${missed} of the held faces were not found; they keep the box of their points.`);
}
