import type { Problem } from '@shared/contract/jobs';
import type { LabelMapping, Sides } from '@shared/contract/labels';
import type { Template } from '@shared/domain/template';
import { ExpectedError } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import type { ImportedFace, SaidLabels } from '../../project/faces/importRepository';
import { mapConcurrently } from '../concurrently';
import type { DatasetReport, FaceSink } from '../faceSink';
import { checkImage, type CheckedImage } from '../imageCheck';
import { ImageRows } from '../mtfl/imageRows';
import { fitFace } from './fitFace';
import { ImageFinder } from './imageFinder';
import { ResolvedMapping } from './mapping';
import type { LabelDataset } from './readDataset';
import { PointsBeyond } from './pointsBeyond';
import { PointsInCorner } from './pointsInCorner';
import { oneLine, quoted, type LabelledFace } from './record';
import { SidesCheck, swapSides } from './sides';

export interface LabelImportOptions {
  /** Absolute: where the images lie. */
  readonly imagesFolder: string;
  readonly kind: 'folder' | 'archive';
  /** What a person chose. */
  readonly origin: string;
  readonly template: Template;
  readonly mapping: LabelMapping;
  readonly sides: Sides;
  /** For faces of which the files say none. */
  readonly split: string | undefined;
  /** The project's own folder, whose pictures are copies. */
  readonly passedOver: string;
}

/** Faces of one transaction; also what may be lost when the machine stops. */
const batchSize = 500;
const readsAtATime = 16;

/**
 * Brings the faces of label files into the project: names get their meaning, images are found and checked. What does
 * not fit is left out and listed, so that `read = imported + updated + skipped`. Cancelled between two batches by an
 * AbortError; what was added stays, and importing again goes over it.
 */
export async function importLabels(
  dataset: LabelDataset,
  sink: FaceSink,
  context: JobContext,
  options: LabelImportOptions,
): Promise<DatasetReport> {
  const startedMs = performance.now();
  const importer = new Importer(dataset, sink, context, options);
  for (let start = 0; start < dataset.faces.length; start += batchSize) {
    context.signal.throwIfAborted();
    await importer.importBatch(dataset.faces.slice(start, start + batchSize));
  }
  return importer.report(startedMs);
}

class Importer {
  private readonly mapping: ResolvedMapping;
  private readonly finder: ImageFinder;
  private readonly check: SidesCheck;
  private readonly beyond: PointsBeyond;
  private readonly inCorner = new PointsInCorner();
  private readonly images = new ImageRows();
  private readonly problems: Problem[] = [];
  private readonly splits = new Map<string, number>();
  private readonly counts = { imported: 0, updated: 0 };
  private readonly checked = new Map<string, Promise<CheckedImage>>();
  private readonly said: SaidLabels;
  private sourceId: number | null = null;
  private done = 0;

  constructor(
    private readonly dataset: LabelDataset,
    private readonly sink: FaceSink,
    private readonly context: JobContext,
    private readonly options: LabelImportOptions,
  ) {
    this.mapping = new ResolvedMapping(dataset.faces, options.template, options.mapping);
    this.finder = new ImageFinder(options.imagesFolder, options.passedOver, context);
    this.check = new SidesCheck(options.template.scheme);
    this.beyond = new PointsBeyond(options.template.scheme);
    this.said = {
      ...this.mapping.said,
      box: dataset.faces.some(({ box }) => box !== null),
      split: options.split !== undefined || dataset.faces.some(({ split }) => split !== null),
    };
  }

  async importBatch(batch: readonly LabelledFace[]): Promise<void> {
    const outcomes = await mapConcurrently(batch, readsAtATime, (face) => this.fit(face));
    // The images of a batch are read once for all of their faces; the next batch has others.
    this.checked.clear();
    const faces = outcomes.flatMap((outcome) => {
      const problem = 'code' in outcome ? outcome : this.images.add(outcome);
      if (problem) this.problems.push(problem);
      if (problem || 'code' in outcome) return [];
      this.beyond.add(outcome);
      this.inCorner.add(outcome);
      return [outcome];
    });
    const added = this.sink.add(faces);
    this.counts.imported += added.imported;
    this.counts.updated += added.updated + added.unchanged;
    for (const { split } of faces) this.splits.set(split, (this.splits.get(split) ?? 0) + 1);
    this.done += batch.length;
    this.context.progress({ phase: 'importing faces', done: this.done, total: this.dataset.faces.length });
  }

  report(startedMs: number): DatasetReport {
    const { read, problems } = this.dataset;
    const { imported, updated } = this.counts;
    return {
      ...{ read, imported, updated },
      skipped: read - imported - updated,
      problems: [
        ...this.sidesProblems(),
        ...this.mapping.problems(),
        ...this.inCorner.problems(),
        ...this.beyond.problems(),
        ...problems,
        ...this.problems,
      ],
      // Whatever it is called, a split is a name of its own here.
      splits: Object.fromEntries(this.splits),
      duplicates: this.images.duplicates(),
      seconds: (performance.now() - startedMs) / 1000,
    };
  }

  private async fit(face: LabelledFace): Promise<ImportedFace | Problem> {
    const { file, line } = face.origin;
    const problem = (code: string, reason: string): Problem => ({
      file,
      ...(line === null ? {} : { line }),
      code,
      reason: oneLine(reason),
    });
    const found = await this.finder.find(face.image);
    if ('code' in found) return problem(found.code, found.reason);
    try {
      const image = await this.checkedImage(found.path);
      const named = this.mapping.landmarks(face);
      this.check.add(named);
      const { scheme } = this.options.template;
      const landmarks = this.options.sides === 'swap' ? swapSides(scheme, named) : named;
      this.sourceId ??= this.addSource();
      const place = { ...image, sourceId: this.sourceId, path: found.path };
      const labels = this.mapping.labels(face);
      const fitted = fitFace(face, landmarks, labels, place, this.options.split);
      if ('code' in fitted) return problem(fitted.code, fitted.reason);
      return { ...fitted, said: this.saidOf(face, labels) };
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError)) throw thrown;
      return problem(thrown.code, `${quoted(found.path)}: ${thrown.message}`);
    }
  }

  /** A word that means nothing takes no label away that is there. */
  private saidOf(face: LabelledFace, labels: ImportedFace['attributes']): SaidLabels {
    const unclear = this.mapping.notUnderstood(face, labels);
    if (unclear.length === 0) return this.said;
    return { ...this.said, attributes: this.said.attributes.filter((id) => !unclear.includes(id)) };
  }

  private checkedImage(path: string): Promise<CheckedImage> {
    const known = this.checked.get(path);
    if (known) return known;
    const checking = checkImage(`${this.options.imagesFolder}/${path}`);
    this.checked.set(path, checking);
    return checking;
  }

  private addSource(): number {
    const { kind, imagesFolder: folder, origin } = this.options;
    return this.sink.addSource({ kind, folder, origin }).id;
  }

  /** What speaks against the file's left and right, as they were taken. */
  private sidesProblems(): Problem[] {
    const { swapped } = this.check;
    if (swapped === null || this.options.sides === 'swap') return [];
    const { faces, of } = swapped;
    return [
      {
        file: this.options.origin,
        code: 'sides-look-swapped',
        reason: `in ${faces.toLocaleString('en')} of ${of.toLocaleString('en')} faces the left eye lies on the right: the file seems to mean the person’s left, the project means the image’s. Import again with --sides swap`,
      },
    ];
  }
}
