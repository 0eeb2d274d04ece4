import { uploadLimits, uploadsPath } from '@shared/contract/predictions';
import type { Result } from '@shared/result';
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
  if (method === 'POST') return answer(await uploads.begin());
  const bytes = Number(contentLength);
  // Without its length a file could not be refused before it is sent.
  if (contentLength === undefined || !/^\d{1,15}$/.test(contentLength))
    return textReply(411, 'Say how long it is.');
  if (bytes > uploadLimits.fileBytes) {
    const message = `A photo may have ${uploadLimits.fileBytes} bytes at most.`;
    return answer({ error: { code: 'upload-too-large', message } });
  }
  const [, id, number] = filePattern.exec(pathname)!;
  return answer(await uploads.receive(id!, Number(number), body));
}

/** What is wrong with a photo is a value, as everywhere in the contract; what nobody expected is a failed request. */
function answer(result: Result<object>): Reply {
  if ('error' in result && result.error.code === 'internal') return failureReply(500, result.error);
  const body =
    'error' in result ? { error: { code: result.error.code, message: result.error.message } } : result;
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}
