import type { NamedHeadForm } from '@shared/learning/headForm';
import type { Region } from '../../images/region';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';
import { predictedWord } from '../predictedWord';
import { pointSpread } from './pointSpread';

/** A face that a head is unsure of, and where to find it. */
export interface UncertainFace {
  readonly file: string;
  readonly contentHash: string;
  readonly name: string;
  readonly region: Region;
  /** The value's id, or tags' ids. */
  readonly said: string;
  /** Of points, which have none, their spread. */
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
  /** A sample of what a head of one number predicts, and of points' spread. */
  readonly numbers: number[] = [];
  private uncertain: UncertainFace[] = [];
  /** Of points, the faces of the least and of the greatest spread; the least first. */
  private readonly extremes: UncertainFace[] = [];

  constructor(readonly named: NamedHeadForm) {
    if ('values' in named.form) for (const { id } of named.form.values) this.values.set(id, 0);
  }

  /** The least certain first; of points, those whose spread is the furthest from most faces'. */
  get leastCertain(): readonly UncertainFace[] {
    if (this.named.form.kind !== 'points') return this.uncertain;
    const usual = this.numbers.toSorted((a, b) => a - b)[this.numbers.length >> 1] ?? 0;
    const distance = ({ confidence }: UncertainFace): number => Math.abs(confidence - usual);
    return this.extremes.toSorted((a, b) => distance(b) - distance(a)).slice(0, leastCertainKept);
  }

  add(photo: PredictedPhoto, face: PredictedFace): void {
    const { form } = this.named;
    if (form.kind === 'points') this.addSpread(photo, face, form.pointIds);
    else this.addWord(photo, face);
  }

  private addSpread(photo: PredictedPhoto, face: PredictedFace, pointIds: readonly string[]): void {
    const spread = pointSpread(face, pointIds);
    if (spread === null) return;
    if (this.numbers.length < numbersKept) this.numbers.push(spread);
    const place = this.extremes.findIndex(({ confidence }) => confidence > spread);
    const { file, name, contentHash } = photo;
    this.extremes.splice(place < 0 ? this.extremes.length : place, 0, {
      ...{ file, name, contentHash, region: face.region, said: '' },
      confidence: spread,
    });
    if (this.extremes.length > 2 * leastCertainKept) this.extremes.splice(leastCertainKept, 1);
  }

  private addWord(photo: PredictedPhoto, face: PredictedFace): void {
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
