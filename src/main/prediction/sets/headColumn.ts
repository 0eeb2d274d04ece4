import type { HeadFilter, PredictedWord } from '@shared/contract/predictions';
import type { NamedHeadForm } from '@shared/learning/headForm';

/** One head's words on all faces of a set, as columns that grow. A row is a face. */
export class HeadColumn {
  readonly valueIds: readonly string[];
  private readonly indexOf: ReadonlyMap<string, number>;
  /** NaN where the head says no single number. */
  private measures = new Float32Array(64);
  /** A class's index, -1 for none; of tags, where their list stands in `tags`. */
  private choices = new Int32Array(64);
  private readonly tags: (readonly number[])[] = [];
  private count = 0;

  constructor(readonly named: NamedHeadForm) {
    this.valueIds = 'values' in named.form ? named.form.values.map(({ id }) => id) : [];
    this.indexOf = new Map(this.valueIds.map((id, index) => [id, index]));
  }

  add({ values, number }: PredictedWord): void {
    if (this.count === this.measures.length) this.grow();
    this.measures[this.count] = number ?? Number.NaN;
    if (this.named.form.kind === 'tags') {
      this.choices[this.count] = this.tags.length;
      this.tags.push(values.map((value) => this.indexOf.get(value)!));
    } else {
      this.choices[this.count] = this.indexOf.get(values[0] ?? '') ?? -1;
    }
    this.count += 1;
  }

  measure(row: number): number {
    return this.measures[row]!;
  }

  /** Indices of the values that the head says. */
  said(row: number): readonly number[] {
    const choice = this.choices[row]!;
    if (this.named.form.kind === 'tags') return this.tags[choice]!;
    return choice < 0 ? [] : [choice];
  }

  /** Whether a face meets the condition; a face without a number meets none on numbers. */
  condition({ values, least, most }: HeadFilter): (row: number) => boolean {
    const wanted = values && new Set(values.map((value) => this.indexOf.get(value) ?? -1));
    return (row) => {
      const measure = this.measures[row]!;
      if (least !== undefined && !(measure >= least)) return false;
      if (most !== undefined && !(measure <= most)) return false;
      return wanted === undefined || this.said(row).some((index) => wanted.has(index));
    };
  }

  /** A confidence is a share of one; numbers are as they come. */
  range(): readonly [number, number] {
    if (this.named.form.kind !== 'numbers') return [0, 1];
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < this.count; row += 1) {
      least = Math.min(least, Number.isNaN(this.measures[row]!) ? least : this.measures[row]!);
      most = Math.max(most, Number.isNaN(this.measures[row]!) ? most : this.measures[row]!);
    }
    return least <= most ? [least, most] : [0, 1];
  }

  private grow(): void {
    const measures = new Float32Array(this.count * 2);
    const choices = new Int32Array(this.count * 2);
    measures.set(this.measures);
    choices.set(this.choices);
    this.measures = measures;
    this.choices = choices;
  }
}
