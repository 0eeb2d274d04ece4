import { HuffmanTable } from './huffmanTable';

/** One colour component of a JPEG. */
export interface JpegComponent {
  /** Sampling factors: blocks a minimum coded unit, across and down. */
  readonly across: number;
  readonly down: number;
  /** By position in zigzag order. Shape [64]. */
  readonly quantization: Int32Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
}

export interface PlainJpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Luma alone, or luma, blue and red difference. */
  readonly components: readonly JpegComponent[];
  /** Minimum coded units between restart markers; 0 for none. */
  readonly restartInterval: number;
  /** Where the entropy-coded data begin. */
  readonly scanStart: number;
}

const marker = {
  startOfImage: 0xd8,
  baseline: 0xc0,
  huffman: 0xc4,
  quantization: 0xdb,
  restartInterval: 0xdd,
  startOfScan: 0xda,
  app0: 0xe0,
  comment: 0xfe,
};

/** A thread keeps room for one picture of this size at most. */
const maximumPixels = 1 << 24;

interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: readonly {
    readonly id: number;
    readonly across: number;
    readonly down: number;
    readonly quantizationIndex: number;
  }[];
}

/**
 * The header of a plain JPEG (ITU-T T.81, annex B): baseline, Huffman-coded, 8 bits, gray or YCbCr with at most
 * halved colour, one scan. Null for every other file, sound or not, and for those with segments that change
 * the picture's meaning (EXIF orientation, colour profiles, Adobe's transforms): those are for sharp.
 */
export function readPlainJpegHeader(bytes: Uint8Array): PlainJpegHeader | null {
  const quantization: (Int32Array | undefined)[] = [];
  const tables = new Map<number, HuffmanTable>();
  let frame: Frame | null = null;
  let restartInterval = 0;
  if (bytes[0] !== 0xff || bytes[1] !== marker.startOfImage) return null;
  for (let position = 2; position + 4 <= bytes.length;) {
    if (bytes[position] !== 0xff) return null;
    const kind = bytes[position + 1]!;
    const end = position + 2 + bytes[position + 2]! * 256 + bytes[position + 3]!;
    const segment = bytes.subarray(position + 4, end);
    if (end > bytes.length || end < position + 4) return null;
    if (kind === marker.startOfScan) {
      const components = frame && scanComponents(segment, frame, quantization, tables);
      if (!frame || !components) return null;
      return { ...frame, components, restartInterval, scanStart: end };
    }
    if (kind === marker.baseline) {
      frame = readFrame(segment);
      if (!frame) return null;
    } else if (kind === marker.quantization) {
      if (!readQuantization(segment, quantization)) return null;
    } else if (kind === marker.huffman) {
      if (!readHuffman(segment, tables)) return null;
    } else if (kind === marker.restartInterval) {
      restartInterval = (segment[0] ?? 0) * 256 + (segment[1] ?? 0);
    } else if (kind !== marker.app0 && kind !== marker.comment) {
      return null;
    }
    position = end;
  }
  return null;
}

function readFrame(segment: Uint8Array): Frame | null {
  const count = segment[5];
  if (segment[0] !== 8 || (count !== 1 && count !== 3) || segment.length < 6 + 3 * count) return null;
  const heightPx = segment[1]! * 256 + segment[2]!;
  const widthPx = segment[3]! * 256 + segment[4]!;
  if (heightPx === 0 || widthPx === 0 || heightPx * widthPx > maximumPixels) return null;
  const components = Array.from({ length: count }, (_, index) => {
    const start = 6 + 3 * index;
    const sampling = segment[start + 1]!;
    // A lone component's blocks are not interleaved, whatever its factors say.
    const [across, down] = count === 1 ? [1, 1] : [sampling >> 4, sampling & 15];
    return {
      id: segment[start]!,
      across,
      down,
      quantizationIndex: segment[start + 2]!,
    };
  });
  const [luma, ...colour] = components;
  const supported =
    [1, 2].includes(luma!.across) &&
    [1, 2].includes(luma!.down) &&
    colour.every((component) => component.across === 1 && component.down === 1);
  // Components named R, G, B hold those colours.
  const namedRgb = components.map(({ id }) => id).join() === '82,71,66';
  return supported && !namedRgb ? { widthPx, heightPx, components } : null;
}

function readQuantization(segment: Uint8Array, tables: (Int32Array | undefined)[]): boolean {
  for (let position = 0; position < segment.length; position += 65) {
    const info = segment[position]!;
    // Sixteen-bit steps belong to twelve-bit pictures.
    if (info > 3 || position + 65 > segment.length) return false;
    tables[info] = Int32Array.from(segment.subarray(position + 1, position + 65));
  }
  return true;
}

function readHuffman(segment: Uint8Array, tables: Map<number, HuffmanTable>): boolean {
  for (let position = 0; position < segment.length;) {
    const info = segment[position]!;
    const counts = segment.subarray(position + 1, position + 17);
    const symbolCount = counts.reduce((sum, count) => sum + count, 0);
    const end = position + 17 + symbolCount;
    if (end > segment.length) return false;
    const table = HuffmanTable.from(counts, segment.subarray(position + 17, end));
    if (!table) return false;
    tables.set(info, table);
    position = end;
  }
  return true;
}

function scanComponents(
  segment: Uint8Array,
  frame: Frame,
  quantization: readonly (Int32Array | undefined)[],
  tables: ReadonlyMap<number, HuffmanTable>,
): JpegComponent[] | null {
  if (segment[0] !== frame.components.length) return null;
  const components: JpegComponent[] = [];
  for (const [index, { id, across, down, quantizationIndex }] of frame.components.entries()) {
    const selector = segment[2 + 2 * index] ?? 0;
    const dc = tables.get(selector >> 4);
    const ac = tables.get(0x10 | (selector & 15));
    const steps = quantization[quantizationIndex];
    if (segment[1 + 2 * index] !== id || !dc || !ac || !steps) return null;
    components.push({ across, down, quantization: steps, dc, ac });
  }
  return components;
}
