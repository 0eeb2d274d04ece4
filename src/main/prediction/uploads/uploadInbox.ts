import { randomUUID } from 'node:crypto';
import { open, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { uploadLimits } from '@shared/contract/predictions';
import { ExpectedError, fail, failureOf, type Result } from '@shared/result';
import { formatBytes, imageFormatOf, notRead } from '../../images/imageFile';
import { writingFailure } from '../outputs/writingFailure';

/** What lies there unclaimed for longer was given up. */
const keptMs = 24 * 60 * 60 * 1000;

interface Upload {
  readonly folder: string;
  files: number;
  bytes: number;
}

/**
 * Photos that a browser hands over, file by file, until they are claimed for a set of predictions. They lie in the
 * cache under numbers: no name that a browser says is ever a path.
 */
export class UploadInbox {
  private readonly uploads = new Map<string, Upload>();

  /** `cacheFolder` of the open project; fails with `no-project`. */
  constructor(
    private readonly cacheFolder: () => string,
    private readonly limits: Readonly<Record<keyof typeof uploadLimits, number>> = uploadLimits,
  ) {}

  async begin(): Promise<Result<{ readonly upload: string }>> {
    try {
      const home = join(this.cacheFolder(), 'uploads');
      await clearAbandoned(home);
      const upload = randomUUID();
      const folder = join(home, upload);
      await mkdir(folder, { recursive: true });
      this.uploads.set(upload, { folder, files: 0, bytes: 0 });
      return { ok: { upload } };
    } catch (thrown) {
      return { error: failureOf(writingFailure(thrown, 'the project')) };
    }
  }

  /**
   * Streams one file to the disk. Fails with `upload-unknown`, `upload-too-large`, `upload-too-many`,
   * `image-unsupported` (judged by its first bytes), `upload-broken` or `disk-full`; nothing of it stays then.
   */
  async receive(
    id: string,
    number: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Result<{ readonly bytes: number }>> {
    try {
      const upload = this.known(id);
      if (number >= this.limits.files || upload.files >= this.limits.files) {
        fail('upload-too-many', `At most ${this.limits.files} photos are taken at once. Drop fewer.`);
      }
      upload.files += 1;
      return { ok: { bytes: await this.write(upload, number, bytes) } };
    } catch (thrown) {
      return { error: failureOf(thrown) };
    }
  }

  /** Moves an upload to where it belongs from now on; its files are called by their numbers. Fails with `upload-unknown`. */
  async claim(id: string, folder: string): Promise<void> {
    const upload = this.known(id);
    this.uploads.delete(id);
    await rename(upload.folder, folder);
  }

  /** An upload belongs to the project that was open when it began. */
  private known(id: string): Upload {
    const upload = this.uploads.get(id);
    if (upload?.folder === join(this.cacheFolder(), 'uploads', id)) return upload;
    return fail('upload-unknown', 'The uploaded photos are not there any more. Drop them again.');
  }

  private async write(upload: Upload, number: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const file = join(upload.folder, uploadedFile(number));
    const temporary = `${file}.part`;
    const handle = await open(temporary, 'wx').catch((thrown: unknown) => {
      throw writingFailure(thrown, file);
    });
    let size = 0;
    try {
      let head: Buffer = Buffer.alloc(0);
      for await (const piece of bytes) {
        size += piece.byteLength;
        upload.bytes += piece.byteLength;
        this.checkSize(size, upload.bytes);
        if (head.length < formatBytes) {
          head = Buffer.concat([head, piece]).subarray(0, formatBytes);
          if (head.length === formatBytes) checkFormat(head);
        }
        await handle.appendFile(piece);
      }
      checkFormat(head);
      await handle.close();
      await rename(temporary, file);
      return size;
    } catch (thrown) {
      upload.bytes -= size;
      upload.files -= 1;
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
      if (thrown instanceof ExpectedError) throw thrown;
      const failure = writingFailure(thrown, file);
      if (failure instanceof ExpectedError) throw failure;
      return fail('upload-broken', 'The connection ended before the photo was there. Drop it again.');
    }
  }

  private checkSize(fileBytes: number, allBytes: number): void {
    if (fileBytes > this.limits.fileBytes) {
      fail('upload-too-large', `A photo may have ${this.limits.fileBytes} bytes at most.`);
    }
    if (allBytes > this.limits.totalBytes) {
      fail(
        'upload-too-large',
        `An upload may have ${this.limits.totalBytes} bytes at most. Drop fewer photos.`,
      );
    }
  }
}

/** What the file of an upload is called on the disk. */
export function uploadedFile(number: number): string {
  return `${number}.photo`;
}

function checkFormat(head: Uint8Array): void {
  if (imageFormatOf(head) === null) {
    fail('image-unsupported', notRead(head));
  }
}

async function clearAbandoned(home: string): Promise<void> {
  const names = await readdir(home).catch(() => []);
  for (const name of names) {
    const folder = join(home, name);
    const stats = await stat(folder).catch(() => null);
    if (stats && Date.now() - stats.mtimeMs > keptMs) await rm(folder, { recursive: true, force: true });
  }
}
