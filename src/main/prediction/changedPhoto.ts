import type { Problem } from '@shared/contract/jobs';
import { contentHashOf } from '../images/contentHash';
import { readImageFile } from '../images/imageFile';

interface PredictedOn {
  readonly file: string;
  /** SHA-256 of the bytes that were predicted on, in hex. */
  readonly contentHash: string;
}

/** Whether a photo's file is another than the one that was predicted on; one that cannot be read is nobody's to say. */
export async function isChanged({ file, contentHash }: PredictedOn): Promise<boolean> {
  const bytes = await readImageFile(file).catch(() => null);
  return bytes !== null && contentHashOf(bytes) !== contentHash;
}

/** @param file as the photo is called where the problem is shown. */
export function photoChanged(file: string): Problem {
  return {
    file,
    code: 'photo-changed',
    reason: 'its file is another than the one that was predicted on; predict on it again',
  };
}
