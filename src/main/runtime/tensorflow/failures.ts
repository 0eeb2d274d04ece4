import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Failure } from '@shared/result';
import type { TensorFlowVariant } from './choose';
import { tensorFlowFolder } from './folder';

/**
 * A failed setup is remembered for a day, so that not every command waits for the same unreachable network. What
 * is quick to see again (a missing tool, a full disk) is not remembered.
 */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;
const QUICK_TO_SEE = new Set(['tools-missing', 'disk-full']);

const rememberedSchema = z.object({
  atMs: z.number(),
  failure: z.object({ code: z.string(), message: z.string() }),
});
export type RememberedFailure = z.infer<typeof rememberedSchema>;

export function rememberedFailure(
  cacheFolder: string,
  variant: TensorFlowVariant,
  nowMs: number = Date.now(),
): RememberedFailure | null {
  try {
    const remembered = rememberedSchema.parse(JSON.parse(readFileSync(file(cacheFolder, variant), 'utf8')));
    const ageMs = nowMs - remembered.atMs;
    return ageMs >= 0 && ageMs < REMEMBERED_MS ? remembered : null;
  } catch {
    return null;
  }
}

export function rememberFailure(cacheFolder: string, variant: TensorFlowVariant, failure: Failure): void {
  if (QUICK_TO_SEE.has(failure.code)) return;
  const remembered: RememberedFailure = {
    atMs: Date.now(),
    failure: { code: failure.code, message: failure.message },
  };
  try {
    mkdirSync(tensorFlowFolder(cacheFolder), { recursive: true });
    writeFileSync(file(cacheFolder, variant), JSON.stringify(remembered));
  } catch {
    // A cache that cannot be written was the failure: there is nowhere to remember it.
  }
}

export function forgetFailure(cacheFolder: string, variant: TensorFlowVariant): void {
  rmSync(file(cacheFolder, variant), { force: true });
}

function file(cacheFolder: string, variant: TensorFlowVariant): string {
  return join(tensorFlowFolder(cacheFolder), `failure-${variant}.json`);
}
