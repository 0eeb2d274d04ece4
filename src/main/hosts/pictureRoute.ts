import { imageSizesPx, imageVersion, thumbnailSizesPx } from '@shared/contract/library';
import type { Result } from '@shared/result';
import { failureReply, notFound, type Reply } from './reply';

/** Where a host gets pictures of faces from. */
export type PictureMaker = Readonly<
  Record<
    'thumbnail' | 'image',
    (
      faceId: number,
      sizePx: number,
      signal?: AbortSignal,
    ) => Promise<Result<{ readonly bytes: Uint8Array; readonly version: string }>>
  >
>;

const addressPattern = /^\/faces\/([1-9]\d{0,14})\/(thumbnail|image)$/;
const sizesPx = { thumbnail: thumbnailSizesPx, image: imageSizesPx } as const;
/** Of a face's version, the part that an address of this kind has. */
const versionPart = { thumbnail: (version: string) => version, image: imageVersion } as const;

/**
 * Answers `thumbnailAddress` and `imageAddress`: faces by id, in the listed sizes, never by a path. A picture may be
 * kept for ever under the version that it shows, and not at all under another. Null where the address is none of
 * these.
 */
export async function replyWithPicture(
  pictures: PictureMaker,
  address: Pick<URL, 'pathname' | 'searchParams'>,
  ifNoneMatch: string | null,
  signal?: AbortSignal,
): Promise<Reply | null> {
  if (!address.pathname.startsWith('/faces/')) return null;
  const [, id, kindText] = addressPattern.exec(address.pathname) ?? [];
  if (id === undefined) return notFound;
  const kind = kindText as keyof typeof sizesPx;
  const asked = readParameters(address.searchParams, sizesPx[kind]);
  if (asked === null) {
    const message = `A ${kind} is asked for by its size (${sizesPx[kind].join(', ')}) and its version.`;
    return failureReply(400, { code: 'bad-parameters', message });
  }
  const etag = `"${encodeURIComponent(asked.version)}-${asked.sizePx}"`;
  const lasting = { 'cache-control': 'private, max-age=31536000, immutable', etag };
  // Only we give such tags, with the picture of that very version: nothing need be made to say that it holds.
  if (ifNoneMatch === etag) return { status: 304, headers: lasting, body: null };
  const made = await pictures[kind](Number(id), asked.sizePx, signal);
  // An unreadable image is as good as none; what nobody expected is another matter.
  if ('error' in made) return failureReply(made.error.code === 'internal' ? 500 : 404, made.error);
  const { bytes, version } = made.ok;
  const keeping = versionPart[kind](version) === asked.version ? lasting : { 'cache-control': 'no-store' };
  return { status: 200, headers: { 'content-type': 'image/webp', ...keeping }, body: bytes };
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
