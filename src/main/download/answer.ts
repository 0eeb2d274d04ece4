/** What an unfinished download asks for: the bytes from `offset` on, if the file is still the one it began with. */
export interface Resumption {
  readonly offset: number;
  /** Of the whole file, as the first answer told it; null when it did not. */
  readonly totalBytes: number | null;
  readonly validator: string;
}

/** What an answer's body is. Byte counts are those of the whole file, null where the server does not tell. */
export type Reading =
  /** The file from its beginning. */
  | { readonly kind: 'whole'; readonly totalBytes: number | null; readonly validator: string | null }
  /** The file from the offset that was asked for. */
  | { readonly kind: 'rest'; readonly totalBytes: number | null }
  /** The file had no more bytes than are there, which was not known. */
  | { readonly kind: 'complete' }
  /** Nothing that what is there can be continued with: to be asked again from the beginning. */
  | { readonly kind: 'unfit' };

/**
 * Reads the head of an answer with status 200, 206 or 416 (RFC 9110, sections 14 and 15) to a request for the
 * whole file (`resumption` null) or for its rest.
 */
export function readAnswer(status: number, headers: Headers, resumption: Resumption | null): Reading {
  if (status === 200) {
    const totalBytes = isEncoded(headers) ? null : contentLength(headers);
    return { kind: 'whole', totalBytes, validator: readValidator(headers) };
  }
  const range = parseContentRange(headers.get('content-range') ?? '');
  if (resumption === null || range === null) return { kind: 'unfit' };
  if (status === 416) {
    const isWhole = resumption.totalBytes === null && range.totalBytes === resumption.offset;
    return { kind: isWhole ? 'complete' : 'unfit' };
  }
  const totalBytes = range.totalBytes ?? resumption.totalBytes;
  const continues =
    range.first === resumption.offset &&
    totalBytes === (resumption.totalBytes ?? totalBytes) &&
    !isEncoded(headers) &&
    isOfSameFile(headers, resumption.validator);
  return continues ? { kind: 'rest', totalBytes } : { kind: 'unfit' };
}

/**
 * What a later request may say in If-Range: a strong ETag, or a date of change a second older than the answer
 * (a file may change twice in one); null where the server offers neither, and nothing can be resumed.
 */
export function readValidator(headers: Headers): string | null {
  if (isEncoded(headers)) return null;
  const tag = headers.get('etag');
  if (tag !== null && isTag(tag)) return tag;
  const changed = headers.get('last-modified');
  const answeredMs = Date.parse(headers.get('date') ?? '');
  return changed !== null && answeredMs - Date.parse(changed) >= 1000 ? changed : null;
}

export interface ContentRange {
  /** First byte of the body within the file; null when the answer has no part of it. */
  readonly first: number | null;
  readonly totalBytes: number | null;
}

/** The header in each of its forms: a range of a known or unknown total, or a total alone; null for anything else. */
export function parseContentRange(text: string): ContentRange | null {
  const match = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)$/i.exec(text.trim());
  if (!match) return null;
  const totalBytes = match[3] === '*' ? null : Number(match[3]);
  if (match[1] === undefined) return totalBytes === null ? null : { first: null, totalBytes };
  const first = Number(match[1]);
  const last = Number(match[2]);
  return first > last || (totalBytes !== null && last >= totalBytes) ? null : { first, totalBytes };
}

function contentLength(headers: Headers): number | null {
  const text = headers.get('content-length');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Packed once more for the way: then lengths and offsets are those of the packing. */
function isEncoded(headers: Headers): boolean {
  const encoding = headers.get('content-encoding')?.trim() ?? '';
  return encoding !== '' && encoding.toLowerCase() !== 'identity';
}

/** A part of a file need not repeat what it was asked with; what it repeats must be the same. */
function isOfSameFile(headers: Headers, validator: string): boolean {
  const repeated = headers.get(isTag(validator) ? 'etag' : 'last-modified');
  return repeated === null || repeated === validator;
}

/** A weak one, `W/"…"`, stands for files that mean the same, not for the same bytes. */
function isTag(validator: string): boolean {
  return /^"[^"]*"$/.test(validator);
}
