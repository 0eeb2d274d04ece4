import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { AblationTrial } from '@shared/trials/study';
import type { Project } from '../../../../src/main/project/project';
import { withEqualSteps } from '../../../../src/main/trials/equalSteps';
import { facesUpTo, importedFace, importFaces, temporaryProject } from '../project/support';

function trial(heads: readonly string[], seed: number): AblationTrial {
  const studio = presetConfiguration('studio', mtflTemplate);
  const configuration = {
    ...studio,
    ...{ seed, batchSize: 4, duration: { epochs: 2 }, validationFraction: 0.2 },
    heads: studio.heads.filter(({ name }) => heads.includes(name)),
  };
  return {
    kind: 'ablation',
    number: 1,
    run: 'a',
    configuration,
    state: 'waiting',
    results: [],
    failure: null,
  };
}
const trials = [1, 2].flatMap((seed) => [trial(['gender'], seed), trial(['landmarks', 'gender'], seed)]);

function told(project: Project): { readonly durations: unknown[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const equal = withEqualSteps(project, trials, (note) => notes.push(note));
  return { durations: equal.map(({ configuration }) => configuration.duration), notes };
}

describe('an ablation', () => {
  it('trains as many epochs as it is asked for where all heads have labels of the same faces', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(40));
    expect(told(project)).toEqual({ durations: Array(4).fill({ epochs: 2 }), notes: [] });
  });

  it('trains each set for as many steps where some faces have labels of one head only', () => {
    const project = temporaryProject();
    const pointsOnly = Array.from({ length: 40 }, (_, index) =>
      importedFace(100 + index, { attributes: {} }),
    );
    importFaces(project, [...facesUpTo(40), ...pointsOnly]);
    const { durations, notes } = told(project);
    expect(new Set(durations.map((duration) => JSON.stringify(duration))).size).toBe(1);
    expect(durations[0]).toEqual({ steps: expect.any(Number) });
    expect(notes).toHaveLength(1);
  });
});
