import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SHIPPED_NAME, shippedSchema, type ShippedManifest } from './shipped';
import { bindingPackage, type InstalledTensorFlow } from './state';

/**
 * Lays ready what a package ships of TensorFlow: the binding that was built on this machine, and the address that
 * its wheel is fetched from. Answers what was laid; throws a `ZodError` for settings that are none.
 */
export function shipTensorFlow(
  folder: string,
  settings: { readonly address?: string | undefined; readonly pins?: string | undefined },
  installed: Pick<InstalledTensorFlow, 'bindingFile'> | null,
): ShippedManifest {
  const manifest = shippedSchema.parse({
    target: `${process.platform}-${process.arch}`,
    bindingVersion: bindingPackage().version,
    binding: installed === null ? null : basename(installed.bindingFile),
    address: settings.address || null,
    pins: JSON.parse(settings.pins || '{}'),
  });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (installed !== null && manifest.binding !== null) {
    cpSync(installed.bindingFile, join(folder, manifest.binding));
  }
  writeFileSync(join(folder, SHIPPED_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
