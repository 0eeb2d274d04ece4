import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { webAddress } from '@shared/contract/webAddress';
import type { TensorFlowWheels, Wheel } from './choose';
import { bindingPackage } from './state';

export const SHIPPED_NAME = 'shipped.json';

/**
 * What a packaged application says of what it ships, written when it is packaged: the binding that was built for
 * this system, and where the wheel of TensorFlow is fetched from.
 */
export const shippedSchema = z
  .object({
    /** `linux-x64`: a binding runs on one kind of machine. */
    target: z.string(),
    bindingVersion: z.string(),
    /** File in the same folder; null for a package that came without. */
    binding: z.string().nullable(),
    address: webAddress.nullable(),
    /** Sizes and hashes of wheels that the sources do not pin, by file name. */
    pins: z.record(
      z.string(),
      z.object({ bytes: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).strict(),
    ),
  })
  .strict();
export type ShippedManifest = z.infer<typeof shippedSchema>;

export interface Shipped {
  /** The built binding; null where none came along that fits this machine and version. */
  readonly bindingFile: string | null;
  readonly address: string | null;
  readonly pins: ShippedManifest['pins'];
}

const nothing: Shipped = { bindingFile: null, address: null, pins: {} };

/**
 * What came with the application. `FACET_TENSORFLOW_ADDRESS` wins over the address it was packaged with: a site may
 * have a mirror of its own.
 */
export function readShipped(folder: string | null, environment: NodeJS.ProcessEnv): Shipped {
  const shipped = folder === null ? nothing : readManifest(folder);
  const wished = webAddress.safeParse(environment['FACET_TENSORFLOW_ADDRESS']);
  return wished.success ? { ...shipped, address: wished.data } : shipped;
}

function readManifest(folder: string): Shipped {
  try {
    const manifest = shippedSchema.parse(JSON.parse(readFileSync(join(folder, SHIPPED_NAME), 'utf8')));
    const fits =
      manifest.target === `${process.platform}-${process.arch}` &&
      manifest.bindingVersion === bindingPackage().version;
    const { binding, address, pins } = manifest;
    return { bindingFile: fits && binding !== null ? join(folder, binding) : null, address, pins };
  } catch {
    // A package without it works as the sources do.
    return nothing;
  }
}

/** The choice with the size and hash that the package pins, where the sources do not. */
export function withPins(choice: TensorFlowWheels, { pins }: Shipped): TensorFlowWheels {
  const { file, sha256 } = choice.tensorflow;
  const pin = file === null || sha256 !== null ? undefined : pins[file];
  if (pin === undefined) return choice;
  const bytes = { least: pin.bytes, most: pin.bytes };
  return { ...choice, tensorflow: { ...choice.tensorflow, bytes, sha256: pin.sha256 } };
}

/** Where one wheel is: `address` is the file's own, or, with a `/` at its end, that of a folder that it is in. */
export function wheelAddress(address: string, wheel: Wheel): string {
  return address.endsWith('/') ? `${address}${wheel.file ?? ''}` : address;
}
