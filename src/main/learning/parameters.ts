import * as tf from '@tensorflow/tfjs-core';
import { fail } from '@shared/result';
import type { Random } from './random';

/**
 * All trainable numbers live in one flat variable, so that an optimizer step is a handful of operations over
 * one vector instead of that many for every weight and bias, and a checkpoint is one array. The moving
 * averages of batch normalisation live in a second one.
 */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: 'glorot-uniform' | 'fan-in-uniform' | 'zeros' | 'ones';
  /** 'state' is not trained: a moving average of what the network records in training. */
  readonly kind: 'trainable' | 'state';
}

/** Where a parameter lies in its flat variable. */
export interface ParameterSlot extends ParameterSpec {
  readonly offset: number;
  readonly size: number;
}

export interface ParameterSnapshot {
  readonly trainable: Float32Array;
  readonly state: Float32Array;
}

/** Weights and their bias, in a form that a layer reads instead of the parameters themselves. */
export interface DerivedParameters {
  readonly weights: tf.Tensor;
  readonly bias: tf.Tensor1D;
}

/** A view that no tidy ends, of the values that the parameters had when it was made. */
export interface KeptView extends ParameterView {
  dispose(): void;
}

/** The values of all parameters as they lie in the flat variables. */
export interface ParameterTensors {
  readonly trainable: tf.Tensor1D;
  /** Null where the network has none. */
  readonly state: tf.Tensor1D | null;
}

/** The flat variables cut into named, shaped tensors. */
export interface ParameterView {
  /** The parameter (trainable or state) of that name. */
  get(name: string): tf.Tensor;
  /** What `make` makes of parameters; once for each name, however often the view is asked. */
  derived(name: string, make: () => DerivedParameters): DerivedParameters;
  /** In training: this batch's value of a state parameter, for its moving average. */
  record(name: string, value: tf.Tensor): void;
  /** All recorded values in the layout of the state, or null when the network has none. Shape [state size]. */
  recorded(): tf.Tensor1D | null;
}

export class Parameters {
  readonly trainable: tf.Variable<tf.Rank.R1>;
  readonly state: tf.Variable<tf.Rank.R1> | null;
  /** In the order of the specs. */
  readonly layout: readonly ParameterSlot[];
  private readonly trainableSlots: readonly ParameterSlot[];
  private readonly stateSlots: readonly ParameterSlot[];

  private constructor(specs: readonly ParameterSpec[], random: Random) {
    this.layout = layOut(specs);
    this.trainableSlots = this.layout.filter((slot) => slot.kind === 'trainable');
    this.stateSlots = this.layout.filter((slot) => slot.kind === 'state');
    this.trainable = flatVariable(this.trainableSlots, random);
    this.state = this.stateSlots.length === 0 ? null : flatVariable(this.stateSlots, random);
  }

  /** Draws the initial values in the order of the specs, so that the same seed gives the same network. */
  static create(specs: readonly ParameterSpec[], random: Random): Parameters {
    return new Parameters(specs, random);
  }

  /** Number of trainable values. */
  get trainableSize(): number {
    return this.trainable.size;
  }

  /** Cuts `trainable` (one split, whose gradient is one concat) and the state. Call inside a tidy. */
  unpack(trainable: tf.Tensor1D): ParameterView {
    return new View(this.cutAll({ trainable, state: this.state }), this.stateSlots);
  }

  /** The values as they are now, its own or others in their place, for more than one pass. */
  keep(values: ParameterTensors = this): KeptView {
    const tensors = new Map<string, tf.Tensor>();
    tf.tidy(() => {
      for (const [name, tensor] of this.cutAll(values)) tensors.set(name, tf.keep(tensor));
    });
    return new LastingView(tensors, this.stateSlots);
  }

  /** state ← momentum·state + (1 − momentum)·recorded. */
  updateState(recorded: tf.Tensor1D, momentum = 0.9): void {
    const state = this.state;
    if (!state) return;
    tf.tidy(() => state.assign(tf.add(tf.mul(state, momentum), tf.mul(recorded, 1 - momentum))));
  }

  async snapshot(): Promise<ParameterSnapshot> {
    return {
      trainable: Float32Array.from(await this.trainable.data<'float32'>()),
      state: this.state ? Float32Array.from(await this.state.data<'float32'>()) : new Float32Array(0),
    };
  }

  /** Takes a snapshot's values; fails with `parameters-mismatch` when they belong to another network. */
  restore(snapshot: ParameterSnapshot): void {
    // Both before either is assigned: a refused snapshot leaves nothing of itself behind.
    requireSize(snapshot.trainable, this.trainable.size);
    requireSize(snapshot.state, this.state?.size ?? 0);
    assignValues(this.trainable, snapshot.trainable);
    if (this.state) assignValues(this.state, snapshot.state);
  }

  /** Gives one trainable parameter its values. */
  set(name: string, values: Float32Array): void {
    const slot = this.trainableSlots.find((candidate) => candidate.name === name);
    if (slot?.size !== values.length) {
      throw new RangeError(`The network has no trainable parameter ${name} of ${values.length} values.`);
    }
    const all = Float32Array.from(this.trainable.dataSync());
    all.set(values, slot.offset);
    assignValues(this.trainable, all);
  }

  /** Gives the first trainable values, as many as there are, theirs. Shape [at most trainableSize]. */
  setFirst(values: tf.Tensor1D): void {
    tf.tidy(() => {
      const others = tf.slice(this.trainable, values.size);
      this.trainable.assign(tf.concat1d([values, others]));
    });
  }

  /** Gives some parameters, trained ones and state, their values; the others stay. */
  take(values: ReadonlyMap<string, Float32Array>): void {
    const taken = { trainable: Float32Array.from(this.trainable.dataSync()), state: this.stateValues() };
    for (const [name, numbers] of values) {
      const slot = this.layout.find((candidate) => candidate.name === name);
      if (slot?.size !== numbers.length) {
        throw new RangeError(`The network has no parameter ${name} of ${numbers.length} values.`);
      }
      taken[slot.kind].set(numbers, slot.offset);
    }
    this.restore(taken);
  }

  private cutAll({ trainable, state }: ParameterTensors): Map<string, tf.Tensor> {
    const tensors = cut(trainable, this.trainableSlots);
    if (state) for (const [name, tensor] of cut(state, this.stateSlots)) tensors.set(name, tensor);
    return tensors;
  }

  private stateValues(): Float32Array {
    return Float32Array.from(this.state?.dataSync() ?? []);
  }

  dispose(): void {
    this.trainable.dispose();
    this.state?.dispose();
  }
}

class View implements ParameterView {
  protected readonly derivedTensors = new Map<string, DerivedParameters>();
  private readonly recordedValues = new Map<string, tf.Tensor>();

  constructor(
    protected readonly tensors: ReadonlyMap<string, tf.Tensor>,
    private readonly stateSlots: readonly ParameterSlot[],
  ) {}

  get(name: string): tf.Tensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new Error(`The network has no parameter ${name}.`);
    return tensor;
  }

  derived(name: string, make: () => DerivedParameters): DerivedParameters {
    const known = this.derivedTensors.get(name);
    if (known) return known;
    const made = make();
    this.derivedTensors.set(name, made);
    return made;
  }

  record(name: string, value: tf.Tensor): void {
    this.recordedValues.set(name, value);
  }

  recorded(): tf.Tensor1D | null {
    if (this.stateSlots.length === 0 || this.recordedValues.size === 0) return null;
    return tf.concat1d(
      this.stateSlots.map((slot) => {
        const value = this.recordedValues.get(slot.name);
        if (!value) throw new Error(`The network did not record ${slot.name}.`);
        return tf.reshape(value, [slot.size]) as tf.Tensor1D;
      }),
    );
  }
}

/** Of tensors that are kept, as what is derived of them is. */
class LastingView extends View implements KeptView {
  override derived(name: string, make: () => DerivedParameters): DerivedParameters {
    return super.derived(name, () => {
      const { weights, bias } = make();
      return { weights: tf.keep(weights), bias: tf.keep(bias) };
    });
  }

  dispose(): void {
    tf.dispose([...this.tensors.values()]);
    for (const { weights, bias } of this.derivedTensors.values()) tf.dispose([weights, bias]);
  }
}

function layOut(specs: readonly ParameterSpec[]): ParameterSlot[] {
  const next = { trainable: 0, state: 0 };
  return specs.map((spec) => {
    const size = tf.util.sizeFromShape([...spec.shape]);
    const slot = { ...spec, offset: next[spec.kind], size };
    next[spec.kind] += size;
    return slot;
  });
}

function cut(flat: tf.Tensor1D, slots: readonly ParameterSlot[]): Map<string, tf.Tensor> {
  const pieces = tf.split(
    flat,
    slots.map((slot) => slot.size),
  );
  return new Map(slots.map((slot, index) => [slot.name, tf.reshape(pieces[index]!, [...slot.shape])]));
}

function flatVariable(slots: readonly ParameterSlot[], random: Random): tf.Variable<tf.Rank.R1> {
  const last = slots.at(-1);
  const values = new Float32Array(last ? last.offset + last.size : 0);
  for (const slot of slots) initialize(values.subarray(slot.offset, slot.offset + slot.size), slot, random);
  const initial = tf.tensor1d(values);
  const variable = tf.variable(initial);
  initial.dispose();
  return variable;
}

/**
 * Glorot and Bengio 2010: uniform, limit √(6/(fan in + fan out)). Fan-in: uniform, limit 1/√(fan in), a third of
 * the variance of LeCun et al. 1998. Before batch normalisation the size of a weight only divides its steps, so
 * that the smaller start learns faster: half the landmark loss after 300 steps of He et al. 2015's.
 * A weight's last two dimensions are inputs and outputs, those before them the kernel's window.
 */
function initialize(values: Float32Array, spec: ParameterSpec, random: Random): void {
  const outputs = spec.shape.at(-1) ?? 1;
  const window = spec.shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const fanIn = window * (spec.shape.at(-2) ?? 1);
  const fanOut = window * outputs;
  switch (spec.initializer) {
    case 'zeros':
      values.fill(0);
      return;
    case 'ones':
      values.fill(1);
      return;
    case 'glorot-uniform':
      fillBetween(values, Math.sqrt(6 / (fanIn + fanOut)), random);
      return;
    case 'fan-in-uniform':
      fillBetween(values, 1 / Math.sqrt(fanIn), random);
      return;
  }
}

function requireSize(values: Float32Array, size: number): void {
  if (values.length === size) return;
  fail(
    'parameters-mismatch',
    `The saved model has ${values.length} values where this network has ${size}. It was made with another configuration.`,
  );
}

function fillBetween(values: Float32Array, limit: number, random: Random): void {
  for (let index = 0; index < values.length; index += 1) values[index] = random.between(-limit, limit);
}

function assignValues(variable: tf.Variable<tf.Rank.R1>, values: Float32Array): void {
  // A copy: the backend may keep the array it is given.
  tf.tidy(() => variable.assign(tf.tensor1d(Float32Array.from(values))));
}
