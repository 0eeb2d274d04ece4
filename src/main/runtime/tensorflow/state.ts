import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { Failure } from '@shared/result';
import { userCacheFolder } from '../cacheFolder';
import { TENSORFLOW_VERSION, type TensorFlowVariant } from './choose';
import { rememberedFailure } from './failures';
import { tensorFlowFolder } from './folder';
import { wantedVariants } from './wish';

export interface InstalledTensorFlow {
  readonly kind: 'installed';
  readonly folder: string;
  /** The native module that tfjs-node loads. */
  readonly bindingFile: string;
  readonly version: string;
  readonly variant: TensorFlowVariant;
  /** Folders for the dynamic loader's search path (`LD_LIBRARY_PATH`), set before the process starts. */
  readonly libraryPaths: readonly string[];
  /** Why this is the CPU's build on a machine whose GPU was meant to be used; null when nothing is amiss. */
  readonly notice: string | null;
}

export type TensorFlowState =
  InstalledTensorFlow | { readonly kind: 'unavailable'; readonly failure: Failure };

/** What a finished installation says of itself; written last, so that its presence means complete. */
export const manifestSchema = z.object({
  version: z.string(),
  variant: z.enum(['cpu', 'cuda']),
  bindingFile: z.string(),
  libraryPaths: z.array(z.string()),
  /** Paths in the folder and sizes, to notice a file that a crash or a cleaner cut off. */
  files: z.array(z.object({ path: z.string(), bytes: z.number() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST_NAME = 'installed.json';
const VARIANTS: readonly TensorFlowVariant[] = ['cuda', 'cpu'];

/** The folder of one build; another version, variant, processor or binding gets another folder. */
export function installationFolder(cacheFolder: string, variant: TensorFlowVariant): string {
  const target = `${process.platform}-${process.arch}`;
  const name = `${TENSORFLOW_VERSION}-${variant}-${target}-napi8-binding${bindingPackage().version}`;
  return join(tensorFlowFolder(cacheFolder), name);
}

/**
 * The installation to load, CUDA's before the CPU's (`FACET_TENSORFLOW` may want just one, or none), or null. Quick
 * and synchronous: it reads one small file and compares sizes.
 */
export function installedTensorFlow(
  cacheFolder: string = userCacheFolder(),
  variants: readonly TensorFlowVariant[] = wantedVariants(process.env),
): InstalledTensorFlow | null {
  for (const variant of variants) {
    const folder = installationFolder(cacheFolder, variant);
    const manifest = readManifest(folder);
    if (manifest === null) continue;
    return {
      kind: 'installed',
      folder,
      bindingFile: join(folder, manifest.bindingFile),
      version: manifest.version,
      variant: manifest.variant,
      libraryPaths: manifest.libraryPaths.map((path) => join(folder, path)),
      notice: variant === 'cpu' ? (rememberedFailure(cacheFolder, 'cuda')?.failure.message ?? null) : null,
    };
  }
  return null;
}

function readManifest(folder: string): Manifest | null {
  try {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST_NAME), 'utf8')));
    const complete = manifest.files.every((file) => statSync(join(folder, file.path)).size === file.bytes);
    return complete ? manifest : null;
  } catch {
    return null;
  }
}

/** tfjs-node's package: where the binding's sources are. */
export function bindingPackage(): { readonly folder: string; readonly version: string } {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@tensorflow/tfjs-node-gpu/package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  return { folder: join(file, '..'), version };
}

/** Folders of other versions and of attempts that did not end, to be removed by who has the lock. */
export function leftovers(cacheFolder: string): string[] {
  const folder = tensorFlowFolder(cacheFolder);
  const kept = new Set(VARIANTS.map((variant) => installationFolder(cacheFolder, variant)));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== DOWNLOADS_NAME)
    .map((entry) => join(folder, entry.name))
    .filter((path) => !kept.has(path));
}

export const DOWNLOADS_NAME = 'downloads';
