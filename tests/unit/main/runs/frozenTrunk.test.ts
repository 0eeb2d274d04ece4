import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { configurationFor, type TrainingWishes } from '../../../../src/main/runs/configuration';
import { checkFrozenTrunk } from '../../../../src/main/runs/frozenTrunk';
import { pictureProject } from './support';

/** Of six training faces in batches of three: two steps an epoch. What is said of a trunk that is frozen for so long. */
async function said(wishes: TrainingWishes): Promise<string[]> {
  const project = await pictureProject(8);
  const notes: string[] = [];
  const all = { startFrom: 'base', batchSize: 3, validationFraction: 0, ...wishes };
  checkFrozenTrunk(project, configurationFor(all, mtflTemplate), all, (note) => notes.push(note));
  return notes;
}

describe('a frozen trunk', () => {
  it('may be so for a part of the run', async () => {
    expect(await said({ epochs: 4, freezeTrunkEpochs: 3 })).toEqual([]);
    expect(await said({ steps: 8, freezeTrunkEpochs: 3.5 })).toEqual([]);
    expect(await said({ epochs: 4 })).toEqual([]);
  });

  it('may be so for the whole run, which is said', async () => {
    const whole = [
      'The trunk stays frozen for the whole run: only the heads learn, on its features as they are.',
    ];
    expect(await said({ epochs: 4, freezeTrunkEpochs: 4 })).toEqual(whole);
    expect(await said({ steps: 8, freezeTrunkEpochs: 4 })).toEqual(whole);
  });

  it('is not for longer than the run, whether that is in epochs or in steps', async () => {
    const code = 'bad-freeze';
    await expect(said({ epochs: 4, freezeTrunkEpochs: 5 })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('for 5 epochs: the run has 4 (8 steps)') as string,
    });
    await expect(said({ steps: 5, freezeTrunkEpochs: 1000 })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(
        'the run has 2.5 (5 steps). Freeze it for 2.5 epochs at most',
      ) as string,
    });
  });

  it('has no use for a learning rate afterwards where there is none', async () => {
    await expect(said({ epochs: 4, freezeTrunkEpochs: 4, fineTuneRate: 0.01 })).rejects.toMatchObject({
      code: 'bad-freeze',
    });
    expect(await said({ epochs: 4, freezeTrunkEpochs: 3, fineTuneRate: 0.01 })).toEqual([]);
  });
});
