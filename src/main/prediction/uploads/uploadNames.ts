/** Longest part of a name, in characters: systems allow about 255 bytes. */
const longestPart = 100;

/**
 * What is harmless of a browser's name for a file, below a folder of ours, with forward slashes: no part leads out
 * of it, hides, or means something to a system. Never empty.
 */
export function harmlessName(name: string): string {
  const parts = name
    .split(/[\\/]/)
    .map(harmlessPart)
    .filter((part) => part !== '');
  return parts.slice(-8).join('/') || 'photo';
}

function harmlessPart(part: string): string {
  const cleaned = part
    .normalize('NFC')
    // Controls, what Windows forbids, and letters that turn a name's direction.
    .replace(/[\p{Cc}<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = shortened(cleaned);
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `_${short}` : short;
}

/** The ending stays. */
function shortened(part: string): string {
  if (part.length <= longestPart) return part;
  const ending = /\.[^.]{1,8}$/.exec(part)?.[0] ?? '';
  return part.slice(0, longestPart - ending.length) + ending;
}

/** Each name once, whichever way a system compares them: a second `a.jpg` is `a (2).jpg`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) {
      candidate = name.replace(/(\.[^./]*)?$/, (ending) => ` (${number})${ending}`);
    }
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}
