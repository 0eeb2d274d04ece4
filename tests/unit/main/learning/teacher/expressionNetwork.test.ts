import { expect, it } from 'vitest';
import { readExpressionModelFile } from '../../../../../src/main/learning/teacher/expressionModelFile';
import {
  expressionInputPx,
  expressionLength,
  ExpressionNetwork,
} from '../../../../../src/main/learning/teacher/expressionNetwork';
import { backendNames, onBackend } from '../backends/startedBackends';
import { waves } from './waves';

it.each(backendNames)('sees what PyTorch sees with the same weights, on %s', async (backend) => {
  await onBackend(backend, async () => {
    const network = new ExpressionNetwork(readExpressionModelFile());
    const one = waves(expressionInputPx);
    const features = await network.see(Float32Array.of(...one.map(() => 0.5), ...one));
    network.dispose();
    expect(features).toHaveLength(2 * expressionLength);
    // Of PyTorch 2.13, for the same pixels.
    const expected = [
      [0, 1.25823],
      [1, 0.14896],
      [2, 0.72894],
      [50, 0.19143],
      [100, 1.4537],
      [183, 1.5191],
      [200, 0.2218],
      [255, 0],
    ] as const;
    for (const [index, value] of expected) expect(features[expressionLength + index]!).toBeCloseTo(value, 3);
  });
});

it.each(backendNames)(
  'says that Facet is to be installed anew where a weight is missing, on %s',
  async (backend) => {
    await onBackend(backend, async () => {
      const { specifications, bytes } = readExpressionModelFile();
      const network = new ExpressionNetwork({ specifications: specifications.slice(0, 2), bytes });
      await expect(network.see(waves(expressionInputPx))).rejects.toThrow('dense0/conv1/depthwise_filter');
      network.dispose();
    });
  },
);

it.each(backendNames)('says so too where the file is cut off, on %s', async (backend) => {
  await onBackend(backend, () => {
    const { specifications, bytes } = readExpressionModelFile();
    expect(() => new ExpressionNetwork({ specifications, bytes: bytes.slice(0, 1000) })).toThrow(
      'The network of expressions cannot be read',
    );
    return Promise.resolve();
  });
});
