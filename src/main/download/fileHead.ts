import { fail } from '@shared/result';
import type { RemoteFile } from './remoteFile';

/** What a zip with anything in it begins with: the head of its first file (APPNOTE.TXT, 4.3.7). */
const zipHead = Buffer.from('PK\x03\x04', 'latin1');
export const headBytes = zipHead.length;

/**
 * Judges the first bytes of what came instead of asking what the server calls them: many call an archive text.
 * Fails with `web-page` or `not-a-zip`.
 */
export function checkHead(
  bytes: Uint8Array,
  { address, otherwise }: RemoteFile,
  contentType: string | null,
): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headBytes));
  if (head.equals(zipHead)) return;
  if (/html/i.test(contentType ?? '') || /^\s*</.test(head.toString('latin1'))) {
    fail(
      'web-page',
      `${address} answered with a web page instead of the archive. Open the address in a browser: this network may ` +
        `ask you to sign in first, or the archive may have moved. ${otherwise}`,
    );
  }
  fail('not-a-zip', `What ${address} answered is no zip file. Check the address. ${otherwise}`);
}
