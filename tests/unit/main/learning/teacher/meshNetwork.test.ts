import { expect, it } from 'vitest';
import { meshInputPx, meshLength, MeshNetwork } from '../../../../../src/main/learning/teacher/meshNetwork';
import { readMeshModelFile } from '../../../../../src/main/learning/teacher/meshModelFile';
import { backendNames, onBackend } from '../backends/startedBackends';
import { waves } from '../teacher/waves';

it.each(backendNames)('sees what TensorFlow Lite’s own interpreter sees, on %s', async (backend) => {
  await onBackend(backend, async () => {
    const network = new MeshNetwork(readMeshModelFile());
    const { points, presence } = await network.see(waves(meshInputPx));
    network.dispose();
    expect(points).toHaveLength(meshLength);
    // Of TensorFlow 2.21's interpreter, for the same pixels.
    const expected = [
      [0, 106.269],
      [1, 133.059],
      [2, -5.41],
      [183, 82.434],
      [184, 136.942],
      [1402, 78.749],
      [1403, 4.224],
    ] as const;
    for (const [index, value] of expected) expect(points[index]!).toBeCloseTo(value, 1);
    expect(presence[0]!).toBeCloseTo(-7.102, 1);
  });
});
