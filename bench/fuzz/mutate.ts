/** Numbers and signs at which parsers stumble. */
const tokens = [
  ...['0', '-1', '1e999', '-0', 'NaN', 'Infinity', '1e-320', '9007199254740993', '0x10', '1,5', '2147483648'],
  ...['null', 'true', '{}', '[]', '""', '{', '}', '[', ']', ',', ':', '"', "'", '\\', '\\u0000', '\\ud800'],
  ...['\n', '\r\n', '\r', '\t', ' ', '\u0000', '\ufeff', '\u2028', '\ud83d\ude00', 'é'],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&x;',
    '&#0;',
    '<!DOCTYPE a [<!ENTITY x "y">]>',
  ],
  ...[
    '&a',
    '*a',
    '!!js/function',
    '<<: ',
    '- ',
    '? ',
    '| ',
    '__proto__',
    'constructor',
    'toString',
    'length',
  ],
  ...[
    '../',
    '/',
    'C:\\',
    '=1+1',
    ';',
    '%00',
    '%',
    '#',
    '?d=',
    'group_id',
    'keypoints',
    'parentID',
    '.x',
    '_x',
    '_y',
  ],
].map((token) => Buffer.from(token));

/** A number below `limit`, the same for the same seed: Marsaglia's xorshift32. */
export function numbersFrom(seed: number): (limit: number) => number {
  let state = seed | 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, limit);
  };
}

/** A file that is nearly the one it was made of: up to eight small changes. */
export function mutated(
  bytes: Uint8Array,
  others: readonly Uint8Array[],
  below: (limit: number) => number,
): Buffer {
  let content: Buffer = Buffer.from(bytes);
  for (let changes = 1 + below(8); changes > 0; changes -= 1) content = changed(content, others, below);
  return content;
}

function changed(content: Buffer, others: readonly Uint8Array[], below: (limit: number) => number): Buffer {
  const at = below(content.length + 1);
  const end = Math.min(content.length, at + 1 + below(below(2) === 0 ? 4 : 60));
  const put = (piece: Uint8Array, to: number): Buffer =>
    Buffer.concat([content.subarray(0, at), piece, content.subarray(to)]);
  switch (below(7)) {
    case 0:
      return put(Buffer.from([below(256)]), Math.min(content.length, at + 1));
    case 1:
      return put(Buffer.alloc(0), end);
    case 2:
      return put(content.subarray(at, end), at);
    case 3:
      return put(tokens[below(tokens.length)]!, at);
    case 4:
      return put(tokens[below(tokens.length)]!, end);
    case 5:
      return numberChanged(content, below);
    default: {
      const other = others[below(others.length)] ?? content;
      const from = below(other.length);
      return put(other.subarray(from, from + below(80)), end);
    }
  }
}

/** Another number in the place of one that is there. */
function numberChanged(content: Buffer, below: (limit: number) => number): Buffer {
  const text = content.toString('latin1');
  const numbers = [...text.matchAll(/-?\d+(\.\d+)?/g)];
  const number = numbers[below(numbers.length)];
  if (!number) return content;
  const token = tokens[below(11)]!.toString('latin1');
  return Buffer.from(
    text.slice(0, number.index) + token + text.slice(number.index + number[0].length),
    'latin1',
  );
}
