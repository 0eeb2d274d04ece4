import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { adviserFeatures, adviserNetworkNames } from '../../../../../src/main/learning/adviser/adviserGraph';
import type { Advice } from '../../../../../src/main/learning/adviser/advice';
import { learnAdvice } from '../../../../../src/main/learning/adviser/learnAdvice';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { FrozenModel } from '../../../../../src/main/learning/frozenModel';
import { alignedShape } from '../../../../../src/main/learning/heads/places';
import { inferLooks } from '../../../../../src/main/learning/estimator/inference';
import { Model } from '../../../../../src/main/learning/model';
import { backendNames, onBackend } from '../backends/startedBackends';
import { recordingSession } from '../estimator/runFolder';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { drawnTable } from '../teacher/drawnTable';

const studio = presetConfiguration('studio', mtflTemplate);

/** Crops as the drawn faces' table has them, seen once, as they are framed. */
function configuration(changes: Partial<RunConfiguration> = {}): RunConfiguration {
  return {
    ...studio,
    input: { ...studio.input, sizePx: 72, margin: 0, detail: 1 },
    network: 'tutorial',
    views: { mirrored: false, realigned: false },
    adviser: { attributes: ['gender', 'glasses'] },
    ...changes,
  };
}

/** Faces, each there twice in a row, of which every other one is of the second class. */
async function faces(count = 60): Promise<FaceTable> {
  const table = await drawnTable(count);
  const labels = (none: number): Float32Array =>
    Float32Array.from({ length: count }, (_, row) => (row < none ? Number.NaN : row % 2));
  return { ...table, attributes: { gender: labels(0), glasses: labels(20), pose: labels(0) } };
}

describe.each(backendNames)('what an adviser tells, on %s', (backend) => {
  it('is learnt of heads that it advises and that have enough labels, and counts for nothing yet', async () => {
    await onBackend(backend, async () => {
      const table = await faces();
      const model = new Model(configuration(), mtflTemplate);
      const session = recordingSession();
      const advice = await learnAdvice(configuration(), model, table, session);
      expect(Object.keys(advice)).toEqual(['gender']);
      expect(advice['gender']!.share).toBe(0);
      expect(advice['gender']!.weights).toHaveLength(2 * (adviserFeatures(adviserNetworkNames) + 1));
      expect(session.events.at(-1)).toEqual({
        type: 'progress',
        phase: 'learning from the adviser',
        done: 60,
        total: 60,
      });
      model.dispose();
    });
  });

  it('is what it is asked for in the view that the points ask for, so that it knows the faces again', async () => {
    await onBackend(backend, async () => {
      const table = await faces();
      const realigned = configuration({ views: { mirrored: true, realigned: true, closer: 1.4 } });
      const model = new Model(realigned, mtflTemplate);
      const { heads, context } = model.multiHead;
      model.alignedShape = alignedShape(heads, context, table, 1.4);
      // Of the first ten nobody has said where their points are: they are no examples, and fifty are enough.
      const some = { ...table, visibility: table.visibility.slice().fill(0, 0, 50) };
      model.advice = await learnAdvice(realigned, model, some, recordingSession());
      const [weights] = Object.values(model.advice).map((each) => each.weights);
      expect(weights!.every(Number.isFinite)).toBe(true);
      const frozen = new FrozenModel(model);
      const { told } = await inferLooks(frozen, realigned, table, recordingSession(), 'asking');
      expect(Object.keys(told)).toEqual(['gender']);
      expect(told['gender']).toHaveLength(120);
      frozen.dispose();
      model.dispose();
    });
  });

  it('is not learnt twice of the same faces, and anew where a label, a view or a size is another', async () => {
    await onBackend(backend, async () => {
      const table = await faces();
      const file = join(temporaryFolder(), 'crops.rgb');
      writeFileSync(file, (table.crops.bytes as { memory: Uint8Array }).memory);
      const stored: FaceTable = { ...table, crops: { ...table.crops, bytes: { file } } };
      const learn = async (changed: FaceTable, shownPx = 72): Promise<{ advice: Advice; looks: number }> => {
        const input = { ...studio.input, sizePx: shownPx, margin: 0, detail: 72 / shownPx };
        const asked = configuration({ input });
        const model = new Model(asked, mtflTemplate);
        const session = recordingSession();
        const advice = await learnAdvice(asked, model, changed, session);
        model.dispose();
        return { advice, looks: session.events.length };
      };
      const first = await learn(stored);
      expect(first.looks).toBeGreaterThan(0);
      expect(await learn(stored)).toEqual({ advice: first.advice, looks: 0 });
      const gender = stored.attributes['gender']!.with(0, 1);
      const relabelled = await learn({ ...stored, attributes: { ...stored.attributes, gender } });
      expect(relabelled.looks).toBeGreaterThan(0);
      expect(relabelled.advice).not.toEqual(first.advice);
      const regions = stored.regions.with(2, 60);
      expect((await learn({ ...stored, regions })).looks).toBeGreaterThan(0);
      expect((await learn(stored, 36)).looks).toBeGreaterThan(0);
      expect((await learn(stored)).looks).toBe(0);
    });
  });

  it('is nothing where no head has enough labels, and nothing is looked at', async () => {
    await onBackend(backend, async () => {
      const ofGlasses = configuration({ adviser: { attributes: ['glasses'] } });
      const model = new Model(ofGlasses, mtflTemplate);
      const session = recordingSession();
      expect(await learnAdvice(ofGlasses, model, await faces(), session)).toEqual({});
      expect(session.events).toEqual([]);
      model.dispose();
    });
  });

  it('is nothing without an adviser, and nothing is looked at', async () => {
    await onBackend(backend, async () => {
      const { adviser: _adviser, ...without } = configuration();
      const model = new Model(without, mtflTemplate);
      const session = recordingSession();
      expect(await learnAdvice(without, model, await faces(), session)).toEqual({});
      expect(session.events).toEqual([]);
      model.dispose();
    });
  });
});
