import { describe, expect, it } from 'vitest';
import { agesAndGenders } from '../../../../../src/main/learning/faceApi/agesAndGenders';
import { expressions } from '../../../../../src/main/learning/faceApi/expressions';
import { readFaceApiFile } from '../../../../../src/main/learning/faceApi/file';
import {
  faceApiInputPx,
  FaceApiNetwork,
  type FaceApiArchitecture,
} from '../../../../../src/main/learning/faceApi/network';
import { backendNames, onBackend } from '../backends/startedBackends';
import { waves } from '../teacher/waves';

/** Of PyTorch 2.13, with the same weights and for the same pixels. */
const ofPytorch: readonly (readonly [FaceApiArchitecture, readonly (readonly [number, number])[]])[] = [
  [
    expressions,
    [
      [0, 1.25823],
      [1, 0.14896],
      [2, 0.72894],
      [50, 0.19143],
      [100, 1.4537],
      [183, 1.5191],
      [200, 0.2218],
      [255, 0],
    ],
  ],
  [
    agesAndGenders,
    [
      [0, 0],
      [20, 2.96012],
      [24, 3.80455],
      [52, 3.87762],
      [85, 1.81549],
      [303, 4.91545],
      [471, 1.86348],
      [511, 0],
    ],
  ],
];

describe.each(ofPytorch)('$title', (architecture, expected) => {
  it.each(backendNames)('sees what PyTorch sees, on %s', async (backend) => {
    await onBackend(backend, async () => {
      const network = new FaceApiNetwork(architecture);
      const one = waves(faceApiInputPx);
      const features = await network.see(Float32Array.of(...one.map(() => 0.5), ...one));
      network.dispose();
      const { length } = architecture;
      expect(features).toHaveLength(2 * length);
      for (const [index, value] of expected) expect(features[length + index]!).toBeCloseTo(value, 3);
    });
  });

  it.each(backendNames)(
    'says that Facet is to be installed anew where a weight is missing, on %s',
    async (backend) => {
      await onBackend(backend, async () => {
        const { specifications, bytes } = readFaceApiFile(architecture.file, architecture.title);
        const network = new FaceApiNetwork(architecture, {
          specifications: specifications.slice(0, 2),
          bytes,
        });
        await expect(network.see(waves(faceApiInputPx))).rejects.toThrow(
          `${architecture.title} has no ${specifications[2]!.name}`,
        );
        network.dispose();
      });
    },
  );

  it.each(backendNames)('says so too where the file is cut off, on %s', async (backend) => {
    await onBackend(backend, () => {
      const { specifications, bytes } = readFaceApiFile(architecture.file, architecture.title);
      const cutOff = { specifications, bytes: bytes.slice(0, 1000) };
      expect(() => new FaceApiNetwork(architecture, cutOff)).toThrow(`${architecture.title} cannot be read`);
      return Promise.resolve();
    });
  });
});
