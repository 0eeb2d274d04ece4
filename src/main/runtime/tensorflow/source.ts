import { fail, type Failure } from '@shared/result';
import type { Machine } from '../machine';
import type { TensorFlowWheels } from './choose';
import { wheelAddress, type Shipped } from './shipped';

/** How the wheels come here. */
export type WheelSource =
  { readonly by: 'http'; readonly address: string } | { readonly by: 'pip'; readonly pip: readonly string[] };

/**
 * By the application itself where an address is known and the wheel is pinned by its hash, for there is nobody else
 * to vouch for it; else by pip, which has an index of its own, checks hashes and resolves NVIDIA's libraries.
 */
export function wheelSource(
  choice: TensorFlowWheels,
  machine: Machine,
  shipped: Shipped,
): WheelSource | null {
  const { tensorflow, nvidia } = choice;
  const isPinned = tensorflow.sha256 !== null && nvidia.length === 0;
  if (shipped.address !== null && isPinned) {
    return { by: 'http', address: wheelAddress(shipped.address, tensorflow) };
  }
  return machine.pip === null ? null : { by: 'pip', pip: machine.pip.command };
}

/** What this machine lacks to set this choice up; null when it lacks nothing. */
export function obstacleOf(choice: TensorFlowWheels, machine: Machine, shipped: Shipped): Failure | null {
  const missing: string[] = [];
  if (wheelSource(choice, machine, shipped) === null) missing.push('pip');
  // Electron's program builds nothing: it would open another window.
  if (shipped.bindingFile === null && !machine.node.isNode) {
    missing.push('the binding to TensorFlow, which this package came without,');
  } else if (shipped.bindingFile === null) {
    if (machine.python === null) missing.push('python3');
    if (machine.compiler === null) missing.push('a C++ compiler (g++ or clang++)');
    if (machine.make === null) missing.push('make');
  }
  if (missing.length > 0) {
    const verb = missing.length > 1 ? 'are' : 'is';
    return {
      code: 'tools-missing',
      message: `${missing.join(', ')} ${verb} not installed`,
      details: { missing },
    };
  }
  if (machine.freeDiskBytes >= choice.neededDiskBytes) return null;
  const [free, needed] = [machine.freeDiskBytes, choice.neededDiskBytes].map((bytes) =>
    (bytes / 1e9).toFixed(1),
  );
  return {
    code: 'disk-full',
    message: `the cache has ${free} GB of free disk, TensorFlow needs ${needed} GB`,
  };
}

/** Fails with what `obstacleOf` answers. */
export function requireSource(choice: TensorFlowWheels, machine: Machine, shipped: Shipped): WheelSource {
  const obstacle = obstacleOf(choice, machine, shipped);
  if (obstacle !== null) fail(obstacle.code, obstacle.message, obstacle.details);
  return wheelSource(choice, machine, shipped)!;
}
