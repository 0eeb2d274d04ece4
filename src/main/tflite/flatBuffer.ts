/**
 * A table of a FlatBuffer (https://flatbuffers.dev/internals): it begins with how far back its list of fields
 * lies, which says where in the table each field is, or 0 where it has its default.
 *
 * Reads past the file's end throw a RangeError.
 */
export class FlatTable {
  private constructor(
    private readonly bytes: DataView,
    private readonly start: number,
  ) {}

  static root(bytes: DataView): FlatTable {
    return new FlatTable(bytes, bytes.getUint32(0, true));
  }

  byte(field: number, otherwise: number): number {
    const at = this.place(field);
    return at === null ? otherwise : this.bytes.getInt8(at);
  }

  integer(field: number, otherwise: number): number {
    const at = this.place(field);
    return at === null ? otherwise : this.bytes.getInt32(at, true);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.byteVector(field));
  }

  table(field: number): FlatTable | null {
    const at = this.place(field);
    return at === null ? null : new FlatTable(this.bytes, at + this.bytes.getUint32(at, true));
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.vector(field);
    return Array.from({ length }, (_, index) => {
      const at = start + 4 * index;
      return new FlatTable(this.bytes, at + this.bytes.getUint32(at, true));
    });
  }

  integers(field: number): number[] {
    const { start, length } = this.vector(field);
    return Array.from({ length }, (_, index) => this.bytes.getInt32(start + 4 * index, true));
  }

  byteVector(field: number): Uint8Array {
    const { start, length } = this.vector(field);
    if (start + length > this.bytes.byteLength) throw new RangeError('A vector reaches past the end.');
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start, length);
  }

  private vector(field: number): { readonly start: number; readonly length: number } {
    const at = this.place(field);
    if (at === null) return { start: 0, length: 0 };
    const vector = at + this.bytes.getUint32(at, true);
    return { start: vector + 4, length: this.bytes.getUint32(vector, true) };
  }

  private place(field: number): number | null {
    const fields = this.start - this.bytes.getInt32(this.start, true);
    const entry = 4 + 2 * field;
    if (entry >= this.bytes.getUint16(fields, true)) return null;
    const offset = this.bytes.getUint16(fields + entry, true);
    return offset === 0 ? null : this.start + offset;
  }
}
