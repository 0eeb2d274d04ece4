/** Where the Chinese University of Hong Kong publishes MTFL. */
export const publishedAddress = 'http://mmlab.ie.cuhk.edu.hk/projects/TCDCN/data/MTFL.zip';

/** Whatever the address calls it: a person finds it, and an import of it, under one name. */
export const archiveName = 'MTFL.zip';

/** What always remains to be done, as a failure's last sentence. */
export function byHand(address: string): string {
  return `Or download ${address} with a browser, and import the file that you get.`;
}
