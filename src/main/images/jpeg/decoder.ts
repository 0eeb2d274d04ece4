import { readEntropyData } from './entropyData';
import type { JpegComponent, PlainJpegHeader } from './header';
import { quickBits, signedValue, type HuffmanTable } from './huffmanTable';
import { halvedInverseDct } from './halvedInverseDct';
import { fillBlock, inverseDct, type BlockSize } from './inverseDct';

/** Samples that are wanted of a component, at its full or halved size; what lies outside is not computed. */
export interface WantedSamples {
  readonly blockSize: BlockSize;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface ComponentPlane {
  readonly samples: Uint8Array;
  /** Bytes a row. */
  readonly stride: number;
}

/** Position in the block, row by row, of each coefficient of the zigzag; beyond its end for corrupt runs. */
// prettier-ignore
const zigzag = Uint8Array.of(
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
);

/** A component while it is decoded. */
interface ComponentState {
  readonly component: JpegComponent;
  readonly samples: Uint8ClampedArray;
  readonly stride: number;
  readonly blockSize: BlockSize;
  /** The wanted ones, in blocks. */
  readonly blocks: Omit<WantedSamples, 'blockSize'>;
  previousDc: number;
}

const coefficients = new Int32Array(64);
const scratch: Uint8ClampedArray[] = [];

/**
 * Decodes the wanted samples of a plain JPEG, one plane a component at its own resolution; all of the file is
 * read, so that damage anywhere is noticed. Null where something is amiss: whoever calls asks a decoder that
 * can say what. The planes are valid until the next call.
 */
export function decodePlainJpeg(
  file: Uint8Array,
  header: PlainJpegHeader,
  wanted: readonly WantedSamples[],
): readonly ComponentPlane[] | null {
  const data = readEntropyData(file, header.scanStart);
  if (!data) return null;
  const luma = header.components[0]!;
  const unitsAcross = Math.ceil(header.widthPx / (8 * luma.across));
  const unitsDown = Math.ceil(header.heightPx / (8 * luma.down));
  const unitCount = unitsAcross * unitsDown;
  const perInterval = header.restartInterval || unitCount;
  if (data.intervalEnds.length !== Math.ceil(unitCount / perInterval)) return null;
  const states = header.components.map((component, index) =>
    componentState(component, wanted[index]!, index, unitsAcross, unitsDown),
  );
  const reader = new BlockReader(data.bytes);
  coefficients.fill(0);
  for (let unit = 0; unit < unitCount; unit += 1) {
    const interval = Math.floor(unit / perInterval);
    if (unit > 0 && unit % perInterval === 0) {
      reader.position = data.intervalEnds[interval - 1]!;
      for (const state of states) state.previousDc = 0;
    }
    const column = unit % unitsAcross;
    const row = (unit - column) / unitsAcross;
    for (let index = 0; index < states.length; index += 1) {
      if (!decodeUnit(reader, states[index]!, column, row)) return null;
    }
    if (reader.position > data.intervalEnds[interval]!) return null;
  }
  return states.map(({ samples, stride }) => ({
    samples: new Uint8Array(samples.buffer),
    stride,
  }));
}

function componentState(
  component: JpegComponent,
  { blockSize, left, top, right, bottom }: WantedSamples,
  index: number,
  unitsAcross: number,
  unitsDown: number,
): ComponentState {
  const stride = unitsAcross * component.across * blockSize;
  const size = stride * unitsDown * component.down * blockSize;
  if ((scratch[index]?.length ?? 0) < size) scratch[index] = new Uint8ClampedArray(size);
  const blocks = {
    left: Math.floor(left / blockSize),
    top: Math.floor(top / blockSize),
    right: Math.ceil(right / blockSize),
    bottom: Math.ceil(bottom / blockSize),
  };
  return {
    component,
    samples: scratch[index]!,
    stride,
    blockSize,
    blocks,
    previousDc: 0,
  };
}

/** One component's blocks of a minimum coded unit; false where the data are corrupt. */
function decodeUnit(reader: BlockReader, state: ComponentState, column: number, row: number): boolean {
  const { component, samples, stride, blockSize, blocks } = state;
  for (let down = 0; down < component.down; down += 1) {
    const blockRow = row * component.down + down;
    for (let across = 0; across < component.across; across += 1) {
      const blockColumn = column * component.across + across;
      const end = reader.read(component, coefficients);
      if (end < 0) return false;
      state.previousDc += reader.dcDifference;
      const wanted =
        blockRow >= blocks.top &&
        blockRow < blocks.bottom &&
        blockColumn >= blocks.left &&
        blockColumn < blocks.right;
      const mean = Math.imul(state.previousDc, component.quantization[0]!);
      const start = (blockRow * stride + blockColumn) * blockSize;
      if (end <= 1) {
        if (wanted) fillBlock(mean, samples, start, stride, blockSize);
        continue;
      }
      if (wanted) {
        coefficients[0] = mean;
        if (blockSize === 8) inverseDct(coefficients, samples, start, stride);
        else halvedInverseDct(coefficients, samples, start, stride);
      }
      coefficients.fill(0);
    }
  }
  return true;
}

/** Reads blocks of coefficients bit by bit (T.81, F.2.2). */
class BlockReader {
  /** In bits. */
  position = 0;
  dcDifference = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * The next block's dequantized AC coefficients, added to a block of zeros; its DC difference goes to
   * `dcDifference`. Returns one more than the zigzag position of the last one, −1 where the data are corrupt.
   */
  read(component: JpegComponent, block: Int32Array): number {
    const { bytes } = this;
    const { ac, quantization } = component;
    const { quick, quickCoefficient } = ac;
    const dcSize = this.symbol(component.dc);
    if (dcSize < 0 || dcSize > 11) return -1;
    this.dcDifference = dcSize === 0 ? 0 : this.signed(dcSize);
    let position = this.position;
    let index = 1;
    let end = 1;
    while (index < 64) {
      const at = position >> 3;
      const next16 =
        (((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) >> (8 - (position & 7))) & 0xffff;
      const whole = quickCoefficient[next16 >> (16 - quickBits)]!;
      if (whole !== 0) {
        index += (whole >> 4) & 15;
        position += whole & 15;
        block[zigzag[index]!] = Math.imul(whole >> 8, quantization[index]!);
        end = ++index;
        continue;
      }
      let symbol = quick[next16 >> (16 - quickBits)]!;
      if (symbol !== 0) {
        position += symbol >> 8;
        symbol &= 255;
      } else {
        this.position = position;
        symbol = this.symbol(ac);
        if (symbol < 0) return -1;
        position = this.position;
      }
      const size = symbol & 15;
      if (size === 0) {
        if (symbol !== 0xf0) break;
        index += 16;
        continue;
      }
      index += symbol >> 4;
      this.position = position;
      block[zigzag[index]!] = Math.imul(this.signed(size), quantization[index]!);
      position = this.position;
      end = ++index;
    }
    this.position = position;
    return index > 64 ? -1 : end;
  }

  /** The next Huffman code's symbol, −1 where there is no such code. */
  private symbol(table: HuffmanTable): number {
    const next = this.peek16();
    const quick = table.quick[next >> (16 - quickBits)]!;
    if (quick !== 0) {
      this.position += quick >> 8;
      return quick & 255;
    }
    for (let length = quickBits + 1; length <= 16; length += 1) {
      if (next < table.limits[length]!) {
        this.position += length;
        return table.symbols[(next >> (16 - length)) + table.offsets[length]!] ?? -1;
      }
    }
    return -1;
  }

  private signed(size: number): number {
    const value = signedValue(this.peek16() >> (16 - size), size);
    this.position += size;
    return value;
  }

  private peek16(): number {
    const at = this.position >> 3;
    const { bytes } = this;
    return (
      (((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) >> (8 - (this.position & 7))) & 0xffff
    );
  }
}
