import { afterEach, describe, expect, it } from 'vitest';
import { EngineRoom } from '../../src/main/runs/engineRoom';
import { tellExpectedTime } from '../../src/main/runs/expectedTime';
import { configurationFor } from '../../src/main/runs/configuration';
import { temporaryProject } from '../unit/main/project/support';
import { recordingJob } from '../unit/main/runs/support';

const engines = new EngineRoom('wasm');
afterEach(() => engines.close());

describe('tellExpectedTime', () => {
  it('says how long this machine will need, and nothing of a training that is soon over', async () => {
    const project = temporaryProject();
    const configuration = configurationFor(
      { preset: 'studio', inputSizePx: 16, batchSize: 4 },
      project.template,
    );
    const run = project.runs.create({ name: 'long', configuration });
    const job = recordingJob();
    await tellExpectedTime({ engines, job }, run, 499);
    expect(job.notes).toEqual([]);
    await tellExpectedTime({ engines, job }, run, 600_000);
    expect(job.notes).toHaveLength(1);
    const said = /“long” will take about (\d+) minutes? on this machine: 600,000 steps of (\d+) ms/.exec(
      job.notes[0]!,
    );
    const [minutes, milliseconds] = [Number(said?.[1]), Number(said?.[2])];
    expect(milliseconds).toBeGreaterThan(0);
    // The pace is told in whole milliseconds, the time from what was measured.
    expect(Math.abs(minutes - milliseconds * 10)).toBeLessThanOrEqual(6);
  });
});
