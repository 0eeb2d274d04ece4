import { imageSizesPx, imageVersion, thumbnailSizesPx } from '@shared/contract/library';
import type { PictureSubject } from '@shared/contract/pictures';
import type { Result } from '@shared/result';
import { failureReply, notFound, type Reply } from './reply';

type MadePicture = Result<{ readonly bytes: Uint8Array; readonly version: string }>;

/** Where a host gets pictures of faces from. */
export interface PictureMaker {
  thumbnail(subject: PictureSubject, sizePx: number, signal?: AbortSignal): Promise<MadePicture>;
  image(subject: PictureSubject, sizePx: number, signal?: AbortSignal): Promise<MadePicture>;
}

const id = '[1-9]\\d{0,14}';
const addressPatterns = {
  '/faces/': new RegExp(`^/faces/(${id})/(thumbnail|image)$`),
  '/predictions/': new RegExp(`^/predictions/(${id})/(0|${id})/(0|${id})/(thumbnail|image)$`),
} as const;
const sizesPx = { thumbnail: thumbnailSizesPx, image: imageSizesPx } as const;
/** Of a face's version, the part that an address of this kind has. */
const versionPart = { thumbnail: (version: string) => version, image: imageVersion } as const;

/**
 * Answers `thumbnailAddress`, `imageAddress` and those of predicted faces: by id, in the listed sizes, never by a
 * path. A picture may be kept for ever under the version that it shows, and not at all under another. Null where the
 * address is none of these.
 */
export async function replyWithPicture(
  pictures: PictureMaker,
  address: Pick<URL, 'pathname' | 'searchParams'>,
  ifNoneMatch: string | null,
  signal?: AbortSignal,
): Promise<Reply | null> {
  const named = subjectOf(address.pathname);
  if (named === null || named === 'unknown') return named === null ? null : notFound;
  const { subject, kind } = named;
  const asked = readParameters(address.searchParams, sizesPx[kind]);
  if (asked === null) {
    const message = `A ${kind} is asked for by its size (${sizesPx[kind].join(', ')}) and its version.`;
    return failureReply(400, { code: 'bad-parameters', message });
  }
  const etag = `"${encodeURIComponent(asked.version)}-${asked.sizePx}"`;
  const lasting = { 'cache-control': 'private, max-age=31536000, immutable', etag };
  // Only we give such tags, with the picture of that very version: nothing need be made to say that it holds.
  if (ifNoneMatch === etag) return { status: 304, headers: lasting, body: null };
  const made = await pictures[kind](subject, asked.sizePx, signal);
  // An unreadable image is as good as none; what nobody expected is another matter.
  if ('error' in made) return failureReply(made.error.code === 'internal' ? 500 : 404, made.error);
  const { bytes, version } = made.ok;
  const keeping = versionPart[kind](version) === asked.version ? lasting : { 'cache-control': 'no-store' };
  return { status: 200, headers: { 'content-type': 'image/webp', ...keeping }, body: bytes };
}

interface NamedPicture {
  readonly subject: PictureSubject;
  readonly kind: keyof typeof sizesPx;
}

/** Null for an address of others. */
function subjectOf(pathname: string): NamedPicture | 'unknown' | null {
  for (const [beginning, pattern] of Object.entries(addressPatterns)) {
    if (!pathname.startsWith(beginning)) continue;
    const parts = pattern.exec(pathname)?.slice(1);
    if (!parts) return 'unknown';
    const kind = parts.pop() as NamedPicture['kind'];
    const [first, photo, face] = parts.map(Number) as [number, number?, number?];
    if (photo === undefined || face === undefined) return { subject: first, kind };
    return { subject: { set: first, photo, face }, kind };
  }
  return null;
}

function readParameters(
  parameters: URLSearchParams,
  sizes: readonly number[],
): { readonly sizePx: number; readonly version: string } | null {
  const size = parameters.get('size');
  const version = parameters.get('version');
  if (parameters.size !== 2 || size === null || version === null || version.length > 200) return null;
  const sizePx = sizes.find((allowed) => String(allowed) === size);
  return sizePx === undefined ? null : { sizePx, version };
}
