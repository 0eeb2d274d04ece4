import { join } from 'node:path';
import { mapConcurrently } from '../../datasets/concurrently';
import { drawCrops } from '../../images/drawCrop';
import { isChanged } from '../changedPhoto';
import type { PredictedPhoto } from '../predictedFace';
import { HeadSummary, type UncertainFace } from '../summary/headSummary';
import { summaryPage } from '../summary/summaryPage';
import { outputFileNames } from './fileNames';
import type { OutputContext, OutputWriter } from './outputWriter';
import { writeWhole } from './wholeFile';

const pictureSidePx = 120;
const picturesAtOnce = 4;

/** A page about all predictions: one HTML file with everything in it, the least certain faces' crops among it. */
export async function openSummary(context: OutputContext): Promise<OutputWriter> {
  const file = join(context.folder, outputFileNames.summary);
  const heads = context.forms.map((form) => new HeadSummary(form));
  const seen = new Set<string>();
  const counts = { photos: 0, faces: 0, withoutFace: 0, copies: 0 };
  const add = (photo: PredictedPhoto): void => {
    counts.photos += 1;
    counts.faces += photo.faces.length;
    if (photo.faces.length === 0) counts.withoutFace += 1;
    if (seen.has(photo.contentHash)) counts.copies += 1;
    seen.add(photo.contentHash);
    for (const face of photo.faces) for (const head of heads) head.add(photo, face);
  };
  return Promise.resolve({
    problems: [],
    write(photos) {
      photos.forEach(add);
      return Promise.resolve();
    },
    async finish() {
      const { run, finder, failures: problems, attributes } = context;
      const pictures = await picturesOf(heads);
      const photos = counts.photos + problems.length;
      const content = { ...counts, photos, run, finder, problems, attributes, heads, pictures };
      await writeWhole(file, summaryPage(content));
      return file;
    },
    // It is written at once.
    discard: () => Promise.resolve(),
  });
}

/** A photo is read and decoded once for all of its faces, of which each head may have found one the least certain. */
async function picturesOf(heads: readonly HeadSummary[]): Promise<Map<UncertainFace, string>> {
  const byFile = new Map<string, UncertainFace[]>();
  for (const face of heads.flatMap(({ leastCertain }) => leastCertain)) {
    byFile.set(face.file, [...(byFile.get(face.file) ?? []), face]);
  }
  const pictures = new Map<UncertainFace, string>();
  await mapConcurrently([...byFile], picturesAtOnce, async ([file, faces]) => {
    // Of another photo than was predicted on, a face's place shows something else.
    if (await isChanged(faces[0]!)) return;
    const drawn = await drawCrops(
      file,
      faces.map(({ region }) => ({ region, sizePx: pictureSidePx })),
    );
    for (const [index, picture] of drawn.entries()) {
      // A photo that has gone since is shown without a picture.
      if ('ok' in picture) {
        pictures.set(faces[index]!, `data:image/jpeg;base64,${picture.ok.toString('base64')}`);
      }
    }
  });
  return pictures;
}
