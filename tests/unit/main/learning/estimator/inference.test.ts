import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { adviserFeatures } from '../../../../../src/main/learning/adviser/adviserGraph';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import type { EngineEvent } from '../../../../../src/main/learning/engine/protocol';
import { inferAnswers } from '../../../../../src/main/learning/estimator/inference';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { FrozenModel } from '../../../../../src/main/learning/frozenModel';
import { Model } from '../../../../../src/main/learning/model';
import { selectRows } from '../../../../../src/main/runs/faceTables';
import { relativeError } from '../kernels/arrays';
import { tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';

const configuration = tinyConfiguration();
// More than one batch of inference, the last one smaller.
const faces = tinyFaces(150);
let frozen: FrozenModel;

beforeAll(async () => {
  await startBackend('wasm');
  frozen = new FrozenModel(new Model(configuration, mtflTemplate));
});

async function inferred(table: FaceTable, signal = new AbortController().signal) {
  const events: EngineEvent[] = [];
  const session = { signal, report: (event: EngineEvent) => void events.push(event) };
  return { ...(await inferAnswers(frozen, configuration, table, session, 'looking')), events };
}

describe('inferAnswers', () => {
  it('answers for every face in its row, by itself', async () => {
    const { logits } = await inferred(faces);
    expect(Object.keys(logits)).toEqual(['landmarks', 'pose']);
    expect(logits['landmarks']).toHaveLength(1500);
    expect(logits['pose']).toHaveLength(750);
    const rows = Int32Array.of(149, 3, 70);
    const { logits: some } = await inferred(selectRows(faces, rows, mtflTemplate.attributes));
    rows.forEach((row, place) => {
      const [own, whole] = [some['pose']!, logits['pose']!];
      expect(
        relativeError(own.subarray(place * 5, place * 5 + 5), whole.subarray(row * 5, row * 5 + 5)),
      ).toBeLessThan(1e-5);
    });
  });

  it('answers by an adviser’s word as well where it counts, and tells what the network says without', async () => {
    const { logits: without } = await inferred(faces);
    const bias = [0, 0, 0, 0, 5];
    const weights = [...Array<number>(5 * adviserFeatures(['ages-and-genders'])).fill(0), ...bias];
    frozen.model.advice = { pose: { weights, share: 0.4 } };
    const { own, logits } = await inferred(faces);
    frozen.model.advice = {};
    expect(own).toEqual(without);
    expect(logits['landmarks']).toEqual(own['landmarks']);
    logits['pose']!.forEach((logit, index) => {
      expect(logit).toBeCloseTo(0.6 * own['pose']![index]! + 0.4 * bias[index % 5]!, 5);
    });
  });

  it('tells how far it is after every batch', async () => {
    const { events } = await inferred(faces);
    expect(events).toEqual(
      [64, 128, 150].map((done) => ({ type: 'progress', phase: 'looking', done, total: 150 })),
    );
  });

  it('stops between two batches with the signal’s reason', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const session = {
      signal: controller.signal,
      report: (event: EngineEvent) => {
        if (event.type === 'progress') seen.push(event.done);
        controller.abort(new Error('enough'));
      },
    };
    await expect(inferAnswers(frozen, configuration, faces, session, 'looking')).rejects.toThrow('enough');
    expect(seen).toEqual([64]);
  });

  it('answers nothing of nothing', async () => {
    const { logits, events } = await inferred(tinyFaces(0));
    expect(logits['pose']).toHaveLength(0);
    expect(events).toEqual([]);
  });
});
