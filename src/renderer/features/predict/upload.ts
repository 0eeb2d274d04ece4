import { uploadLimits, uploadsPath, type UploadedFiles } from '@shared/contract/predictions';
import type { Failure, Result } from '@shared/result';
import type { NamedFile } from './collectFiles';

/** Files on their way at a time. */
const atOnce = 3;

export interface UploadHooks {
  readonly signal: AbortSignal;
  readonly progress: (files: number, bytes: number) => void;
}

type Fetch = typeof fetch;

/**
 * Brings photos to the studio. One that it does not take is told with why among the others; what keeps all of them
 * from coming (a full disk, a lost connection) is the failure of the whole. Rejects when it is aborted.
 */
export async function uploadPhotos(
  files: readonly NamedFile[],
  { signal, progress }: UploadHooks,
  send: Fetch = fetch,
): Promise<Result<UploadedFiles>> {
  const begun = await asked<{ upload: string }>(send, uploadsPath, { method: 'POST', signal });
  if ('error' in begun) return begun;
  const { upload } = begun.ok;
  const refused = new Array<Failure | null>(files.length).fill(null);
  const fatal: Failure[] = [];
  let [next, done, bytes] = [0, 0, 0];
  const work = async (): Promise<void> => {
    while (next < files.length && fatal.length === 0) {
      const number = next;
      next += 1;
      const { file } = files[number]!;
      const failure = await sent(send, `${uploadsPath}/${upload}/${number}`, file, signal);
      if (failure && concernsOne.has(failure.code)) refused[number] = failure;
      else if (failure) fatal.push(failure);
      done += 1;
      bytes += file.size;
      progress(done, bytes);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, work));
  const [failure] = fatal;
  if (failure) return { error: failure };
  const named = files.map(({ name }, number) => {
    const why = refused[number];
    return { name: name.slice(-4096), refused: why ? { code: why.code, message: why.message } : null };
  });
  return { ok: { upload, files: named } };
}

/** What is wrong with one photo, and no reason to give up the others. */
const concernsOne = new Set(['image-unsupported', 'upload-too-large', 'upload-unreadable']);

async function sent(send: Fetch, address: string, file: File, signal: AbortSignal): Promise<Failure | null> {
  if (file.size > uploadLimits.fileBytes) {
    const megabytes = uploadLimits.fileBytes / 1024 ** 2;
    return { code: 'upload-too-large', message: `It has more than ${megabytes} MB, which no photo needs.` };
  }
  // Read first: a file that has gone meanwhile would look like a lost connection.
  const head = await file
    .slice(0, 16)
    .arrayBuffer()
    .catch(() => null);
  if (head === null) return { code: 'upload-unreadable', message: 'The browser cannot read it.' };
  const answer = await asked(send, address, { method: 'PUT', body: file, signal });
  return 'error' in answer ? answer.error : null;
}

async function asked<Answer>(send: Fetch, address: string, init: RequestInit): Promise<Result<Answer>> {
  let response: Response;
  try {
    response = await send(address, init);
  } catch (thrown) {
    init.signal?.throwIfAborted();
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      error: { code: 'connection-lost', message: `The photos could not be sent (${reason}). Try again.` },
    };
  }
  const answer = (await response.json().catch(() => null)) as Result<Answer> | null;
  if (answer === null || !('ok' in answer || 'error' in answer)) {
    const message = `The studio did not take the photos (${response.status}). Reload the window and try again.`;
    return { error: { code: 'upload-refused', message } };
  }
  return answer;
}
