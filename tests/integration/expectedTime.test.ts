import { afterEach, describe, expect, it } from 'vitest';
import { EngineRoom } from '../../src/main/runs/engineRoom';
import { tellExpectedTime } from '../../src/main/runs/expectedTime';
import { configurationFor } from '../../src/main/runs/configuration';
import { temporaryProject } from '../unit/main/project/support';
import { recordingJob } from '../unit/main/runs/support';

const engines = new EngineRoom('wasm');
afterEach(() => engines.close());

const ahead = { steps: 600_000, firstLooks: 0, validations: 0, validationFaces: 0 };

describe('tellExpectedTime', () => {
  it('says how long this machine will need, by each part of a training, and nothing of one that is soon over', async () => {
    const project = temporaryProject();
    const configuration = configurationFor(
      { preset: 'studio', inputSizePx: 16, batchSize: 4 },
      project.template,
    );
    const run = project.runs.create({ name: 'long', configuration });
    const told = async (of: typeof ahead): Promise<string | undefined> => {
      const job = recordingJob();
      await tellExpectedTime({ engines, job }, run, of);
      return job.notes[0];
    };
    expect(await told({ ...ahead, steps: 499 })).toBeUndefined();

    const [, minutes, milliseconds] =
      /^“long” will take about ([\d,]+) minutes on this machine: 600,000 steps of (\d+) ms\.$/.exec(
        (await told(ahead))!,
      )!;
    expect(Number(milliseconds)).toBeGreaterThan(0);
    // The pace is told in whole milliseconds, the time from what was measured.
    expect(Math.abs(Number(minutes) - Number(milliseconds) * 10)).toBeLessThanOrEqual(6);

    const looks = await told({
      ...ahead,
      steps: 500,
      firstLooks: 3_000_000,
      validations: 40,
      validationFaces: 9000,
    });
    expect(looks).toMatch(/^“long” will take about \d+ minutes on this machine: 500 steps of \d+ ms; /);
    expect(looks).toContain('; 40 validations on 9,000 faces; a first look at 3,000,000 faces, where');
    // Three million looks at half a millisecond are 25 minutes, whatever machine this is.
    expect(Number(/about (\d+)/.exec(looks!)![1])).toBeGreaterThan(25);
  });
});
