import type { RunConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../faceTable';
import type { LogitsByHead, MultiHead } from '../heads/multiHead';
import type { ParameterSlot } from '../parameters';
import type { Batch } from '../pipeline/batch';
import { orderedBatches } from '../pipeline/orderedBatches';
import { EventFile } from '../tensorboard/eventFile';
import { faceSheet, sheetFaces, type FacePoints } from '../tensorboard/faceSheet';
import { pictureOf, scalarsOf, weightHistograms } from '../tensorboard/summaries';
import { EventLog, type LoggedEvent } from './eventLog';

/**
 * What is written down of a run while it trains: its events as lines, which the studio reads, and for TensorBoard the
 * same with histograms of the weights and pictures of faces. Both go on after the step a run resumes from.
 */
export class RunLog {
  private constructor(
    private readonly events: EventLog,
    private readonly board: EventFile,
    private readonly configuration: RunConfiguration,
    private readonly multiHead: MultiHead,
  ) {}

  /** Goes on after `globalStep`; 0 starts afresh. Fails with `disk-full`. */
  static openAt(
    runFolder: string,
    globalStep: number,
    configuration: RunConfiguration,
    multiHead: MultiHead,
  ): RunLog {
    const events = EventLog.openAt(runFolder, globalStep);
    return new RunLog(events, EventFile.openAt(runFolder, globalStep), configuration, multiHead);
  }

  append(event: LoggedEvent): void {
    this.events.append(event);
    this.board.append(event.globalStep, scalarsOf(event));
  }

  /** @param trainable in the layout's order. */
  weights(globalStep: number, layout: readonly ParameterSlot[], trainable: Float32Array): void {
    this.board.append(globalStep, weightHistograms(layout, trainable));
  }

  /** The first faces of a training batch, augmented as they are. */
  trainingFaces(globalStep: number, batch: Batch): void {
    this.faces(globalStep, 'faces/training', batch, this.labels(batch));
  }

  /** The first validation faces, with their labels and what the network has answered: `logits` of the whole table. */
  validationFaces(globalStep: number, validation: FaceTable, logits: LogitsByHead): void {
    const { configuration, multiHead } = this;
    const images = {
      configuration,
      context: multiHead.context,
      faces: validation,
      readers: multiHead.targetReaders(validation),
    };
    for (const batch of orderedBatches(images, sheetFaces)) {
      this.faces(globalStep, 'faces/validation', batch, [...this.labels(batch), ...this.predictions(logits)]);
      return;
    }
  }

  /** Call before a checkpoint is written: both then always reach as far as the checkpoint. Fails with `disk-full`. */
  flush(): void {
    this.events.flush();
    this.board.flush();
  }

  /** Writes what is left, and does not hide why a training ended. */
  close(): void {
    this.events.close();
    this.board.close();
  }

  private faces(globalStep: number, tag: string, batch: Batch, points: readonly FacePoints[]): void {
    const sheet = faceSheet(batch, this.configuration.input.pixels, points);
    this.board.append(globalStep, [pictureOf(tag, sheet)]);
  }

  private labels(batch: Batch): FacePoints[] {
    const head = batch.heads[this.landmarksHead()];
    if (!head) return [];
    return [{ kind: 'label', values: head.targets, width: head.targetWidth, mask: head.mask }];
  }

  private predictions(logits: LogitsByHead): FacePoints[] {
    const head = this.multiHead.heads[this.landmarksHead()];
    if (!head) return [];
    return [{ kind: 'prediction', values: logits[head.name]!, width: head.logitsWidth, mask: null }];
  }

  /** The first head whose targets and answers are fractions of the crop; −1 without one. */
  private landmarksHead(): number {
    return this.multiHead.heads.findIndex(({ configuration }) => configuration.target.from === 'landmarks');
  }
}
