import { uploadLimits, uploadsPath } from '@shared/contract/predictions';
import type { Failure, Result } from '@shared/result';
import { failureReply, notFound, textReply, type Reply } from '../reply';

/** Where a host brings what it is handed: the studio's own inbox. */
export interface UploadTaker {
  begin(): Promise<Result<{ readonly upload: string }>>;
  receive(
    id: string,
    number: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Result<{ readonly bytes: number }>>;
}

export interface UploadRequest {
  readonly method: string | undefined;
  readonly pathname: string;
  readonly contentLength: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

const filePattern = new RegExp(`^${uploadsPath}/([0-9a-f-]{36})/(0|[1-9]\\d{0,8})$`);

/** Whether an address takes bodies: everything else refuses them before anything of it is read. */
export function takesBody(method: string | undefined, target: string): boolean {
  return (method === 'POST' && target === uploadsPath) || (method === 'PUT' && filePattern.test(target));
}

/** `POST /uploads` begins an upload, `PUT /uploads/<id>/<number>` brings one of its files. */
export async function replyToUpload(
  uploads: UploadTaker,
  { method, pathname, contentLength, body }: UploadRequest,
): Promise<Reply> {
  if (!takesBody(method, pathname)) return notFound;
  if (method === 'POST') return answer(await uploads.begin(), 201);
  const bytes = Number(contentLength);
  // Without its length a file could not be refused before it is sent.
  if (contentLength === undefined || !Number.isSafeInteger(bytes))
    return textReply(411, 'Say how long it is.');
  if (bytes > uploadLimits.fileBytes) {
    const message = `A photo may have ${uploadLimits.fileBytes} bytes at most.`;
    return failureReply(413, { code: 'upload-too-large', message });
  }
  const [, id, number] = filePattern.exec(pathname)!;
  return answer(await uploads.receive(id!, Number(number), body), 201);
}

const statusOf: Readonly<Record<string, number>> = {
  'no-project': 409,
  'upload-unknown': 404,
  'upload-too-large': 413,
  'upload-too-many': 413,
  'image-unsupported': 415,
  'upload-broken': 400,
  'disk-full': 507,
  internal: 500,
};

function answer(result: Result<object>, status: number): Reply {
  if ('error' in result) return failureReply(statusCode(result.error), result.error);
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(result.ok),
  };
}

function statusCode({ code }: Failure): number {
  return statusOf[code] ?? 409;
}
