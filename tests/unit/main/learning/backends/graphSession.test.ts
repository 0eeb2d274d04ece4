import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GraphNodes } from '../../../../../src/main/graphDef/graphNodes';
import { GraphSession, runsGraphs } from '../../../../../src/main/learning/backends/graphSession';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { backendNames, onBackend } from './startedBackends';

/** Doubles what it is shown, and adds one: two outputs. */
function doubling(): Uint8Array {
  const nodes = new GraphNodes();
  const shown = { name: 'shown', shape: [2] };
  nodes.input(shown);
  const two = nodes.constant('two', [], Float32Array.of(2));
  nodes.node('Mul', 'doubled', ['shown', two]);
  nodes.node('AddV2', 'more', ['doubled', nodes.constant('one', [], Float32Array.of(1))]);
  return nodes.savedModel(
    shown,
    ['doubled', 'more'].map((name) => ({ name, shape: [2] })),
  );
}

afterEach(() => vi.unstubAllEnvs());

it('is not asked for on wasm', () => onBackend('wasm', () => expect(runsGraphs()).toBe(false)));

describe.runIf(backendNames.includes('tensorflow'))('a graph that TensorFlow runs as a whole', () => {
  it('answers what is asked for, of as many rows as it is shown, and leaves no file', () =>
    onBackend('tensorflow', () => {
      expect(runsGraphs()).toBe(true);
      const folder = temporaryFolder();
      vi.stubEnv('TMPDIR', folder);
      const session = GraphSession.open(doubling(), 'shown', ['more', 'doubled'])!;
      expect(readdirSync(folder)).toEqual([]);
      const before = tf.memory().numTensors;
      for (const rows of [1, 3]) {
        tf.tidy(() => {
          const [more, doubled] = session.run(tf.ones([rows, 2])) as [tf.Tensor, tf.Tensor];
          expect([more.shape, [...more.dataSync()]]).toEqual([[rows, 2], Array(rows * 2).fill(3)]);
          expect([...doubled.dataSync()]).toEqual(Array(rows * 2).fill(2));
        });
      }
      expect(tf.memory().numTensors).toBe(before);
      session.dispose();
    }));

  it('is none where its file can be put nowhere', () =>
    onBackend('tensorflow', () => {
      vi.stubEnv('TMPDIR', join(temporaryFolder(), 'nowhere'));
      expect(GraphSession.open(doubling(), 'shown', ['more'])).toBeNull();
    }));
});
