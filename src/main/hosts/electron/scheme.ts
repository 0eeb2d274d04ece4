import type { Assets } from '../assets';
import { contentSecurityPolicy } from '../contentSecurityPolicy';
import { replyWithPicture, type PictureMaker } from '../pictureRoute';
import { notFound, textReply, thrownReply, type Reply } from '../reply';
import { isOwnAddress } from './security';

/** What is used of a request for an address of the application's own scheme. */
export type SchemeRequest = Pick<Request, 'url' | 'method' | 'headers' | 'signal'>;

/**
 * Answers the window's own addresses: its built files and the faces' pictures, with the policy that forbids it to
 * load anything from elsewhere.
 */
export function createSchemeHandler(
  assets: Assets,
  pictures: PictureMaker,
): (request: SchemeRequest) => Promise<Response> {
  return async (request) => {
    const { status, headers, body } = await replyTo(request, assets, pictures).catch(thrownReply);
    return new Response(body as Uint8Array<ArrayBuffer> | string | null, {
      status,
      headers: {
        'content-security-policy': contentSecurityPolicy(),
        'x-content-type-options': 'nosniff',
        ...headers,
      },
    });
  };
}

async function replyTo(request: SchemeRequest, assets: Assets, pictures: PictureMaker): Promise<Reply> {
  if (!isOwnAddress(request.url)) return notFound;
  if (request.method !== 'GET') return textReply(405, 'Only GET is answered here.');
  const address = new URL(request.url);
  const ifNoneMatch = request.headers.get('if-none-match');
  const picture = await replyWithPicture(pictures, address, ifNoneMatch, request.signal);
  if (picture !== null) return picture;
  const asset = assets.find(address.pathname);
  if (asset === null) return notFound;
  return { status: 200, headers: { 'content-type': asset.contentType }, body: asset.bytes };
}
