import type { NamedHeadForm } from '@shared/learning/headForm';
import type { Region } from '../../images/region';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';
import { predictedWord } from '../predictedWord';

/** A face that a head is unsure of, and where to find it. */
export interface UncertainFace {
  readonly file: string;
  readonly contentHash: string;
  readonly name: string;
  readonly region: Region;
  /** The value's id, or tags' ids. */
  readonly said: string;
  readonly confidence: number;
}

/** Confidences and numbers are counted in this many equal steps. */
export const binCount = 10;
const leastCertainKept = 8;
/** Numbers have no bounds of their own: those of so many faces are seen before steps are made of them. */
const numbersKept = 10_000;

/** What one head says of all faces: counts of its values, its confidences in steps, and where it is least sure. */
export class HeadSummary {
  readonly values = new Map<string, number>();
  /** Of confidences from 0 to 1. */
  readonly confidences = new Array<number>(binCount).fill(0);
  /** A sample of what a head of one number predicts. */
  readonly numbers: number[] = [];
  private uncertain: UncertainFace[] = [];

  constructor(readonly named: NamedHeadForm) {
    if ('values' in named.form) for (const { id } of named.form.values) this.values.set(id, 0);
  }

  /** The least certain first. */
  get leastCertain(): readonly UncertainFace[] {
    return this.uncertain;
  }

  add(photo: PredictedPhoto, face: PredictedFace): void {
    const value = face.values.get(this.named.head);
    if (!value) return;
    const { values, number } = predictedWord(this.named.head, value);
    for (const id of values) this.values.set(id, (this.values.get(id) ?? 0) + 1);
    if (number === null) return;
    if (value.kind === 'numbers') {
      if (this.numbers.length < numbersKept) this.numbers.push(number);
      return;
    }
    this.confidences[Math.min(binCount - 1, Math.max(0, Math.floor(number * binCount)))]! += 1;
    const { file, contentHash, name } = photo;
    this.remember({ file, contentHash, name, region: face.region, said: values.join(', ') }, number);
  }

  private remember(face: Omit<UncertainFace, 'confidence'>, confidence: number): void {
    const last = this.uncertain.at(-1);
    if (this.uncertain.length === leastCertainKept && last && last.confidence <= confidence) return;
    const place = this.uncertain.findIndex((other) => other.confidence > confidence);
    this.uncertain.splice(place < 0 ? this.uncertain.length : place, 0, { ...face, confidence });
    this.uncertain.length = Math.min(this.uncertain.length, leastCertainKept);
  }
}
