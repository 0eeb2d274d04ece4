import { flag, list, text } from '../graphDef/attributes';
import { GraphNodes, type NamedTensor } from '../graphDef/graphNodes';
import { dataTypes } from '../graphDef/schema';
import type { Operation, TfliteModel } from './model';

/** A network in TensorFlow's own language, for an input of one size. */
export interface NetworkGraph {
  readonly savedModel: Uint8Array;
  readonly input: string;
  readonly outputs: readonly string[];
}

/** Height and width. */
export type InputSize = readonly [number, number];

/** The same operations, of an input whose sides may be others than those that the network was built for, by whole factors. */
export function networkGraph(model: TfliteModel, size: InputSize): NetworkGraph {
  const graph = new NetworkNodes(model, size);
  return graph.finish();
}

const integers = { type: dataTypes.int32 };

class NetworkNodes {
  private readonly nodes = new GraphNodes();
  private readonly input: NamedTensor;

  constructor(
    private readonly model: TfliteModel,
    private readonly size: InputSize,
  ) {
    const channels = model.shapes[model.input]!.at(-1)!;
    this.input = { name: nameOf(model.input), shape: [...size, channels] };
    this.nodes.input(this.input);
    for (const operation of model.operations) this.add(operation);
  }

  finish(): NetworkGraph {
    const outputs = this.model.outputs.map((tensor) => {
      return { name: nameOf(tensor), shape: this.sizeOf(tensor) };
    });
    return {
      savedModel: this.nodes.savedModel(this.input, outputs),
      input: this.input.name,
      outputs: outputs.map(({ name }) => name),
    };
  }

  /** Its answer has the name of the tensor that it makes. */
  private add(operation: Operation): void {
    const { node } = this.nodes;
    const name = nameOf(operation.output);
    const [first, second] = operation.inputs as [number, number?];
    const x = nameOf(first);
    const [act, own] = operation.activation === 'relu' ? ['Relu', `${name}/linear`] : [null, name];
    switch (operation.kind) {
      case 'convolution':
        this.convolve('Conv2D', operation, own);
        break;
      case 'depthwiseConvolution':
        this.convolve('DepthwiseConv2dNative', operation, own);
        break;
      case 'add':
        node('AddV2', own, [x, nameOf(second!)]);
        break;
      case 'relu':
        node('Relu', own, [x]);
        break;
      case 'prelu':
        this.prelu(x, second!, own);
        break;
      case 'maxPool':
        node('MaxPool', own, [x], { ksize: list([1, ...operation.window, 1]), ...windowed(operation) });
        break;
      case 'pad':
        node('Pad', own, [x, this.paddings(second!, `${name}/paddings`)], { Tpaddings: integers });
        break;
      case 'resizeBilinear':
        node('ResizeBilinear', own, [x, this.sides(operation.output, `${name}/size`)], {
          half_pixel_centers: flag(operation.halfPixelCenters),
        });
        break;
      case 'reshape': {
        const shape = Int32Array.of(-1, ...this.sizeOf(operation.output));
        node('Reshape', own, [x, this.nodes.constant(`${name}/shape`, [shape.length], shape)], {
          Tshape: integers,
        });
        break;
      }
      case 'dequantize':
        throw new Error('Weights in half precision are converted when the file is read.');
    }
    if (act) node(act, name, [own]);
  }

  private convolve(op: string, operation: Operation, name: string): void {
    const [x, filter, bias] = operation.inputs as [number, number, number?];
    const inputs = [nameOf(x), this.filter(filter, `${name}/weights`)];
    if (bias === undefined) {
      this.nodes.node(op, name, inputs, windowed(operation));
      return;
    }
    const product = this.nodes.node(op, `${name}/product`, inputs, windowed(operation));
    this.nodes.node('BiasAdd', name, [product, this.constant(bias, `${name}/bias`)]);
  }

  /** What is below zero is multiplied by its channel's own number. */
  private prelu(x: string, slopes: number, name: string): void {
    const { node, constant } = this.nodes;
    const zero = constant(`${name}/zero`, [], Float32Array.of(0));
    const below = node('Minimum', `${name}/below`, [x, zero]);
    const sloped = node('Mul', `${name}/sloped`, [this.constant(slopes, `${name}/slopes`), below]);
    node('AddV2', name, [node('Relu', `${name}/above`, [x]), sloped]);
  }

  /**
   * The file has filters as [output, rows, columns, input] and depthwise ones as [1, rows, columns, channels];
   * TensorFlow wants the first dimension last.
   */
  private filter(tensor: number, name: string): string {
    const [outer, ...inner] = this.model.shapes[tensor]! as [number, ...number[]];
    const values = this.model.constants.get(tensor)!;
    const length = values.length / outer;
    const turned = Float32Array.from(
      values,
      (_, index) => values[(index % outer) * length + Math.floor(index / outer)]!,
    );
    return this.nodes.constant(name, [...inner, outer], turned);
  }

  private constant(tensor: number, name: string): string {
    return this.nodes.constant(name, this.model.shapes[tensor]!, this.model.constants.get(tensor)!);
  }

  private paddings(tensor: number, name: string): string {
    const flat = Int32Array.from(this.model.constants.get(tensor)!);
    return this.nodes.constant(name, [flat.length / 2, 2], flat);
  }

  private sides(tensor: number, name: string): string {
    const [rows, columns] = this.sizeOf(tensor) as [number, number];
    return this.nodes.constant(name, [2], Int32Array.of(rows, columns));
  }

  /**
   * Without the batch: as the file declares it, times how much larger the input is. Where rows and columns have become one
   * dimension, that grows by both.
   */
  private sizeOf(tensor: number): number[] {
    const [, rows, columns, ...rest] = this.model.shapes[tensor]! as [number, number, number, ...number[]];
    const [, height, width] = this.model.shapes[this.model.input]! as [number, number, number];
    const [down, across] = [this.size[0] / height, this.size[1] / width];
    return rest.length > 0 ? [rows * down, columns * across, ...rest] : [rows * down * across, columns];
  }
}

function nameOf(tensor: number): string {
  return `t${tensor}`;
}

function windowed({ strides, padding }: Operation): object {
  return {
    strides: list([1, ...strides, 1]),
    padding: text(padding === 'same' ? 'SAME' : 'VALID'),
  };
}
