import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { File, ready, type Group } from 'h5wasm/node';

/** What `fill` puts into a new HDF5 file, as its bytes. */
export async function withNewFile(fill: (root: Group) => void): Promise<Uint8Array> {
  return inTemporaryFile(async (name, open) => {
    const root = open('w');
    try {
      fill(root);
    } finally {
      root.close();
    }
    return readFile(name);
  });
}

/** What `read` finds in an HDF5 file's bytes. */
export async function withFileOf<Found>(bytes: Uint8Array, read: (root: Group) => Found): Promise<Found> {
  return inTemporaryFile(async (name, open) => {
    await writeFile(name, bytes);
    const root = open('r');
    try {
      return read(root);
    } finally {
      root.close();
    }
  });
}

type Open = (mode: 'r' | 'w') => Group & { close(): void };

/** The library works on files: it is the HDF5 library itself, compiled to WebAssembly. */
async function inTemporaryFile<Done>(work: (name: string, open: Open) => Promise<Done>): Promise<Done> {
  await ready;
  const folder = await mkdtemp(join(tmpdir(), 'facet-weights-'));
  const name = join(folder, 'weights.h5');
  try {
    return await work(name, (mode) => new File(name, mode));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
