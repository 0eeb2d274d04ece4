import type { IncomingMessage } from 'node:http';
import { uploadsPath } from '@shared/contract/predictions';
import { sessionPath } from '@shared/contract/socket';
import type { Asset, Assets } from '../assets';
import { replyWithPicture, type PictureMaker } from '../pictureRoute';
import { notFound, textReply, type Reply } from '../reply';
import type { Attempts } from './attempts';
import { CompressedAssets } from './compression';
import { sessionCookie, sessionSecretOf } from './cookies';
import type { LoginTokens } from './loginTokens';
import { pageReply } from './pages';
import type { Sessions } from './sessions';
import { replyToUpload, type UploadTaker } from './uploadRoute';

export const loginPath = '/login';

/** Of a request, once `refusalOf` has nothing against it. */
export interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Nothing of it is read unless a route does. */
  readonly body?: AsyncIterable<Uint8Array>;
  /** The other end's address. */
  readonly caller: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

export interface RouteContext {
  readonly assets: Assets;
  readonly pictures: PictureMaker;
  /** Where dropped photos go; none are taken without it. */
  readonly uploads?: UploadTaker;
  readonly tokens: LoginTokens;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  readonly port: number;
}

/** Who asks, and what for: the login for anybody, everything else for those who are logged in. */
export class Routes {
  private readonly compressed = new CompressedAssets();

  constructor(private readonly context: RouteContext) {}

  isLoggedIn(request: Pick<Asked, 'headers'>): boolean {
    const secret = sessionSecretOf(request, this.context.port);
    return secret !== null && this.context.sessions.isOpen(secret);
  }

  async answer(asked: Asked): Promise<Reply> {
    // Read as it was sent: what the address names is looked up, never normalized.
    const [pathname = '', query = ''] = (asked.url ?? '').split(/\?(.*)/s);
    const searchParams = new URLSearchParams(query);
    const loggedIn = this.isLoggedIn(asked);
    if (pathname === loginPath) return await this.login(asked, searchParams, loggedIn);
    if (!loggedIn) return refuseStranger(asked);
    if (pathname === sessionPath)
      return { status: 204, headers: { 'cache-control': 'no-store' }, body: null };
    if (pathname === uploadsPath || pathname.startsWith(`${uploadsPath}/`))
      return this.upload(asked, pathname);
    const picture = await replyWithPicture(
      this.context.pictures,
      { pathname, searchParams },
      asked.headers['if-none-match'] ?? null,
      asked.signal,
    );
    return picture ?? (await this.asset(pathname, asked));
  }

  private async upload({ method, headers, body }: Asked, pathname: string): Promise<Reply> {
    const { uploads } = this.context;
    if (!uploads || !body) return notFound;
    return replyToUpload(uploads, { method, pathname, contentLength: headers['content-length'], body });
  }

  private async login(asked: Asked, parameters: URLSearchParams, loggedIn: boolean): Promise<Reply> {
    const { tokens, sessions, attempts, port } = this.context;
    const language = asked.headers['accept-language'];
    // Loading the address again, or going back to it, does no harm, and does not use up another browser's token.
    if (loggedIn) return { status: 303, headers: { location: '/', 'cache-control': 'no-store' }, body: null };
    const token = parameters.get('token');
    // Some programs look at an address before a person opens it: that must not use it up.
    if (token === null || asked.method !== 'GET') return pageReply('login', language);
    if (!attempts.take(asked.caller)) {
      const reply = pageReply('wait', language);
      return { ...reply, headers: { ...reply.headers, 'retry-after': String(attempts.retryAfterSeconds) } };
    }
    if (!tokens.redeem(token)) return pageReply('refused', language);
    // The window itself, at once: its files go with the new cookie, since it is our own page that asks for them.
    const { body, headers } = await this.written(this.context.assets.window, asked);
    const cookie = sessionCookie(port, sessions.open());
    return { status: 200, headers: { ...headers, 'cache-control': 'no-store', 'set-cookie': cookie }, body };
  }

  private async asset(pathname: string, asked: Asked): Promise<Reply> {
    const asset = this.context.assets.find(pathname);
    if (asset === null) return notFound;
    const { body, headers } = await this.written(asset, asked);
    const encoding = headers['content-encoding'];
    const etag = `"${asset.hash}${encoding === undefined ? '' : `-${encoding}`}"`;
    const always = {
      etag,
      vary: 'Accept-Encoding',
      'cache-control': asset.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    };
    if (asked.headers['if-none-match'] === etag) return { status: 304, headers: always, body: null };
    return { status: 200, headers: { ...always, ...headers }, body };
  }

  /** A file as this browser takes it. */
  private async written(asset: Asset, { headers }: Asked): Promise<Pick<Reply, 'body' | 'headers'>> {
    const { encoding, bytes } = await this.compressed.encode(asset, headers['accept-encoding']?.toString());
    return {
      headers: {
        'content-type': asset.contentType,
        ...(encoding === null ? {} : { 'content-encoding': encoding }),
      },
      body: bytes,
    };
  }
}

/** A person gets a page that says what to do; a program, a line. */
function refuseStranger({ headers }: Asked): Reply {
  if (headers.accept?.includes('text/html')) return pageReply('login', headers['accept-language']);
  return textReply(401, 'Log in first: open the address that Facet has printed.');
}
