import { describe, expect, it } from 'vitest';
import { createNetwork, inferenceMode } from '../../../../../src/main/learning/networks/network';
import { studioNetwork } from '../../../../../src/main/learning/networks/studio';
import { tutorialNetwork } from '../../../../../src/main/learning/networks/tutorial';

describe('createNetwork', () => {
  it('makes the network of that name and size', () => {
    const [tutorial, studio] = [createNetwork('tutorial', 40, 0), createNetwork('studio', 64, 0.3)];
    expect(tutorial.name).toBe('tutorial');
    expect(tutorial.parameters).toEqual(tutorialNetwork(40).parameters);
    expect(studio.name).toBe('studio');
    expect(studio.parameters).toEqual(studioNetwork(64, 0.3).parameters);
  });

  it('names each parameter once', () => {
    for (const network of [createNetwork('tutorial', 40, 0), createNetwork('studio', 64, 0.3)]) {
      const names = network.parameters.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('infers without training’s batch statistics and dropout', () => {
    expect(inferenceMode.training).toBe(false);
  });
});
