import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failureOf, fail } from '@shared/result';
import { PartFile } from '../../download/partFile';
import { fetchWhole } from '../../download/retry';
import { systemTiming, type Timing } from '../../download/timing';
import type { JobContext } from '../../jobs/context';
import type { Wheel } from './choose';
import { verifyWheel } from './verify';

/** A mirror that says nothing for so long is as good as gone. */
const silenceLimitMs = 60_000;

/**
 * Fetches one wheel into `folder` by plain HTTP and checks its size and hash, without pip: an unfinished one lies
 * beside it as `….part` and is gone on with the next time. Fails as `fetchWhole` and `verifyWheel` do.
 */
export async function fetchWheel(
  wheel: Wheel,
  address: string,
  folder: string,
  context: JobContext,
  log: (text: string) => void,
  timing: Timing = systemTiming,
): Promise<string> {
  if (wheel.file === null || wheel.sha256 === null) {
    return fail('wheel-unpinned', `${wheel.requirement} has no known hash: it is not fetched without pip`);
  }
  await mkdir(folder, { recursive: true });
  const target = join(folder, basename(wheel.file));
  log(`\nfetching ${address}\n`);
  if (!existsSync(target)) await fetchTo(target, address, context, log, timing);
  await verifyWheel(target, wheel);
  return target;
}

async function fetchTo(
  target: string,
  address: string,
  { signal, progress }: JobContext,
  log: (text: string) => void,
  timing: Timing,
): Promise<void> {
  const part = await PartFile.open(target);
  try {
    const otherwise = `Or put ${basename(target)} to ${target} by hand.`;
    const wish = {
      address,
      otherwise,
      phase: 'downloading TensorFlow (MB)',
      timeoutMs: silenceLimitMs,
      timing,
    };
    await fetchWhole(part, wish, { signal, progress, note: (message) => log(`${message}\n`) });
    await part.moveTo(target);
  } catch (thrown) {
    log(`${failureOf(thrown).message}\n`);
    throw thrown;
  } finally {
    await part.close();
  }
}
