import { describe, expect, it } from 'vitest';
import type { BenchReport } from '@shared/contract/reports';
import { engine } from '../reports';
import { facet } from '../scriptedStudio';

const report: BenchReport = {
  import: { faces: 10599, seconds: 12.34, facesPerSecond: 859, peakResidentMegabytes: 210.4 },
  decode: { images: 10000, imagesPerSecond: 1234.5 },
  step: {
    tensorflow: null,
    wasm: { medianMilliseconds: 300, minimumMilliseconds: 290, maximumMilliseconds: 320 },
  },
  pipeline: { tutorial: { percentOfConstantBatch: 97.1 }, studio: { percentOfConstantBatch: 99 } },
  predict: { images: 599, imagesPerSecond: 800 },
  engine,
};

describe('facet bench', () => {
  it('measures on what it is given, and tells what a backend lacks', async () => {
    const { out, asked } = await facet(['bench', '--data', 'MTFL.zip'], { 'system.bench': () => report });
    expect(asked).toEqual([['system.bench', { data: 'MTFL.zip' }]]);
    expect(out[0]).toMatch(/^import +10599 faces in 12\.3 s, 210 MB$/m);
    expect(out[0]).toMatch(/^step, tensorflow +not on this machine$/m);
    expect(out[0]).toMatch(/^step, wasm +300\.0 ms \(290\.0–320\.0\)$/m);
  });

  it('is the figures with their units for programs', async () => {
    const end = await facet(['bench', '--data', 'd', '--json'], { 'system.bench': () => report });
    expect(end.json()).toEqual(report);
  });
});
