import { join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { ExportFormat, ExportLabelsWish } from '@shared/contract/labels';
import type { ExportReport } from '@shared/contract/reports';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { suggestionOf } from '../../prediction/suggestion';
import type { Project } from '../../project/project';
import { refuseSource } from '../refuseSource';
import { openCoco } from './coco/write';
import { openCsv } from './csv/write';
import { copyImage } from './copyImages';
import { openCvat } from './cvat/write';
import { ImageNames } from './imageNames';
import { openLabelStudio } from './labelStudio/write';
import { OutputFolder } from './outputFolder';
import { openPts } from './pts/write';
import { openTfRecord } from './tfrecord/write';
import { openYolo } from './yolo/write';
import type { ExportedImage, LabelWriter, OpenWriter } from './writer';

export const writers: Readonly<Record<Exclude<ExportFormat, 'mtfl'>, OpenWriter>> = {
  coco: openCoco,
  yolo: openYolo,
  'label-studio': openLabelStudio,
  cvat: openCvat,
  pts: openPts,
  csv: openCsv,
  tfrecord: openTfRecord,
};

/** Faces read at a time. */
const pageSize = 1_000;

/**
 * Writes a project's labels in a format, with the images where they are wished for. What the format cannot hold is
 * listed. All files appear under their names only when all are whole.
 *
 * Fails with `output-is-source` for a folder that labels were imported from, `predictions-not-in-format`,
 * `run-unknown`, `split-empty`, `disk-full`, `folder-unwritable` and `name-too-long`. Cancelled between two images by
 * an AbortError, and nothing is left.
 */
export async function exportLabels(
  project: Project,
  wish: ExportLabelsWish,
  context: JobContext,
): Promise<ExportReport> {
  const { format, predictions: run, split: only } = wish;
  if (run !== undefined) {
    project.runs.get(run);
    if (format !== 'label-studio') {
      fail(
        'predictions-not-in-format',
        `${format} has no room for predictions beside labels. Export as label-studio.`,
      );
    }
  }
  if (only !== undefined && !Object.hasOwn(project.faces.splits(), only)) {
    fail(
      'split-empty',
      `The project has no face of the split “${only}”. Its splits are ${Object.keys(project.faces.splits()).join(', ')}.`,
    );
  }
  if (format === 'mtfl') {
    const { exportMtfl } = await import('../mtfl/export');
    return exportMtfl(project, wish.folder, context, wish);
  }
  await refuseSource(project, wish.folder);
  await refuseSource(project, join(wish.folder, 'images'));
  const output = new OutputFolder(resolve(wish.folder));
  try {
    return await new LabelExport(project, wish, output, context).write(writers[format]);
  } catch (thrown) {
    await output.discard();
    throw thrown;
  }
}

class LabelExport {
  private readonly problems: Problem[] = [];
  private faces = 0;
  private done = 0;
  private total = 0;

  constructor(
    private readonly project: Project,
    private readonly wish: ExportLabelsWish,
    private readonly output: OutputFolder,
    private readonly context: JobContext,
  ) {}

  async write(open: OpenWriter): Promise<ExportReport> {
    const { project, wish, output } = this;
    const all = Object.entries(project.faces.splits());
    const faceCounts = Object.fromEntries(all.filter(([split]) => split === (wish.split ?? split)));
    this.total = Object.values(faceCounts).reduce((sum, count) => sum + count, 0);
    const run = wish.predictions;
    const writer = await open({
      output,
      template: project.template,
      copiesImages: wish.images === true,
      suggestion: run === undefined ? null : (faceId) => suggestionOf(project, faceId, run),
      tell: (problem) => void this.problems.push(problem),
      faceCounts,
    });
    for (const split of Object.keys(faceCounts)) {
      for (const image of imagesOf(project, split)) await this.writeImage(writer, image, split);
    }
    const files = await writer.end();
    const { faces, problems } = this;
    if (faces === 0) await output.discard();
    else await output.finish();
    return { files: faces === 0 ? [] : files.map((path) => join(output.folder, path)), faces, problems };
  }

  private async writeImage(writer: LabelWriter, image: ExportedImage, split: string): Promise<void> {
    this.context.signal.throwIfAborted();
    const written = await writer.image(image, split);
    if (written > 0 && this.wish.images === true && writer.imagePath) {
      const problem = await copyImage(this.output, image.file, writer.imagePath(image, split));
      if (problem) this.problems.push(problem);
    }
    this.faces += written;
    this.done += image.faces.length;
    this.context.progress({ phase: 'writing labels', done: this.done, total: this.total });
  }
}

interface ImageBeingRead extends ExportedImage {
  readonly faces: FaceRecord[];
}

/** The images of a split with their faces, by name. */
function* imagesOf(project: Project, split: string): Generator<ExportedImage> {
  const names = new ImageNames(project.sources.list());
  let image = null as ImageBeingRead | null;
  const ids = project.faces.ids({ splits: [split] }, { order: { by: 'name' } });
  for (let start = 0; start < ids.length; start += pageSize) {
    for (const face of project.faces.getAll(ids.slice(start, start + pageSize))) {
      const file = names.file(face);
      if (image !== null && image.file === file) image.faces.push(face);
      else {
        if (image !== null) yield image;
        const { imageWidthPx: widthPx, imageHeightPx: heightPx } = face;
        image = { name: names.name(face), file, widthPx, heightPx, faces: [face] };
      }
    }
  }
  if (image !== null) yield image;
}
