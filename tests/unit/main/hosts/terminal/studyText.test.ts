import { describe, expect, it } from 'vitest';
import type { StudyView } from '@shared/contract/trials';
import { settingText, studyText } from '../../../../../src/main/hosts/terminal/studyText';

const configuration = {
  preset: 'studio',
  duration: { steps: 12 },
  validationFraction: 0.2,
  seed: 1,
  heads: [{ name: 'landmarks' }, { name: 'pose' }],
};
const metrics = { 'nme/landmarks': 0.08, 'accuracy/pose': 0.7 };
const floors = { 'nme/landmarks': 0.17, 'accuracy/pose': 0.55 };
const study = {
  id: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  data: null,
  dataChanged: false,
  failure: null,
  over: true,
  atWork: null,
};

describe('a study’s table', () => {
  it('says of an ablation what a constant scores, on which faces, and in what unit', () => {
    const text = studyText({
      ...study,
      name: 'ablation-1',
      plan: { kind: 'ablation', heads: ['landmarks', 'pose'], sets: [['landmarks', 'pose']], seeds: [1] },
      trials: [
        {
          ...{
            kind: 'ablation',
            number: 1,
            run: 'ablation-1-1',
            state: 'done',
            failure: null,
            configuration,
          },
          results: [{ globalStep: 12, metrics, floors, objective: null }],
        },
      ],
    });
    expect(text).toMatch(/^landmarks \+ pose +1 +8\.00 % +70\.00 %$/m);
    expect(text).toMatch(/^a constant +17\.00 % +55\.00 %$/m);
    expect(text).toContain(
      'On validation faces; nme in % of the distance between the eyes; accuracy in % of the faces.',
    );
  });

  it('says of a search what each head came to, a constant too, and settings in words', () => {
    const trial = (number: number, rest: Partial<StudyView['trials'][number]>): StudyView['trials'][number] =>
      ({
        ...{
          kind: 'search',
          number,
          run: `search-1-${number}`,
          state: 'waiting',
          results: [],
          failure: null,
        },
        ...{ configuration, settings: { weighting: { kind: 'gradnorm', alpha: 1 }, dropout: 0.1 } },
        ...rest,
      }) as StudyView['trials'][number];
    const rungs = [
      { duration: { steps: 6 }, trials: 3 },
      { duration: { steps: 12 }, trials: 1 },
    ];
    const text = studyText({
      ...study,
      name: 'search-1',
      over: false,
      atWork: { jobId: 'j', trial: 2 },
      plan: { kind: 'search', objective: 'relative-loss', keepOneOf: 3, rungs },
      trials: [
        trial(1, { results: [{ globalStep: 6, metrics, floors, objective: 0.5 }] }),
        trial(2, {}),
        trial(3, {}),
      ],
    });
    expect(text).toMatch(/relative-loss +nme\/landmarks +accuracy\/pose +state/);
    expect(text).toMatch(
      /^ +1 +search-1-1 +gradnorm:alpha=1 +0\.1 +6 steps +0\.5000 +8\.00 % +70\.00 % +waits for the others$/m,
    );
    expect(text).toMatch(/search-1-2 .*at work$/m);
    expect(text).toMatch(/search-1-3 .*to come$/m);
    expect(text).toMatch(/^ +a constant +1\.0000 +17\.00 % +55\.00 %$/m);
  });
});

describe('a setting’s value', () => {
  it.each([
    [{ kind: 'fixed' }, 'fixed'],
    [{ kind: 'cosine', warmupSteps: 10, lowest: 0.2 }, 'cosine:warmupSteps=10,lowest=0.2'],
    [{ mirrored: true, realigned: false }, 'mirrored=yes,realigned=no'],
    [{ scale: [0.9, 1.1] }, 'scale=0.9…1.1'],
    [null, 'none'],
    [0.5, '0.5'],
  ])('is written as options are, and never as JSON', (value, text) => {
    expect(settingText(value)).toBe(text);
  });
});
