import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { heldOutAsBefore } from '../../../../src/main/runs/heldOutSeed';
import { temporaryProject } from '../project/support';

const studio = presetConfiguration('studio', mtflTemplate);

function told(
  source: Partial<typeof studio>,
  own: { readonly seed: number; readonly validationFraction: number },
  startFrom: string | null = 'studio-1',
): { readonly heldOut: unknown; readonly notes: readonly string[] } {
  const project = temporaryProject();
  project.runs.create({ configuration: { ...studio, ...source } });
  const notes: string[] = [];
  const heldOut = heldOutAsBefore(project, startFrom === null ? {} : { startFrom }, own, (note) =>
    notes.push(note),
  );
  return { heldOut, notes };
}

describe('a run that begins with another one’s weights', () => {
  it('holds out what that one did, whatever the seeds', () => {
    const own = { seed: 2, validationFraction: 0.05 };
    expect(told({ seed: 1 }, own)).toEqual({ heldOut: { heldOutSeed: 1 }, notes: [] });
    expect(told({ seed: 2 }, own)).toEqual({ heldOut: {}, notes: [] });
    expect(told({ seed: 3, heldOutSeed: 7 }, own)).toEqual({ heldOut: { heldOutSeed: 7 }, notes: [] });
  });

  it('says so where it holds out more', () => {
    const { notes } = told({ seed: 1 }, { seed: 1, validationFraction: 0.2 });
    expect(notes).toEqual([
      expect.stringMatching(/^“studio-1” held out 5 % of the faces and this run holds out 20 %/),
    ]);
  });

  it('holds out by its own seed where it begins by chance, or with a model from elsewhere', () => {
    const own = { seed: 2, validationFraction: 0.5 };
    expect(told({ seed: 1 }, own, null)).toEqual({ heldOut: {}, notes: [] });
    expect(told({ seed: 1 }, own, 'model.keras')).toEqual({ heldOut: {}, notes: [] });
  });
});
