import type { RemoteFile } from '../../../../src/main/download/remoteFile';

/** A file on the web, as those who download one name it. */
export function fileAt(address: string): RemoteFile {
  return { address, otherwise: `Or download ${address} with a browser, and import the file that you get.` };
}
