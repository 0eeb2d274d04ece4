import { describe, expect, it } from 'vitest';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { withLearnableHeads } from '../../../../src/main/runs/learnableHeads';
import { pictureProject } from './support';

/** Of eight faces: their labels as `change` has them. */
async function asked(
  change: (attributes: FaceRecord['attributes']) => FaceRecord['attributes'],
  wishes: Parameters<typeof withLearnableHeads>[1] = {},
) {
  const project = await pictureProject(8, (face) => ({ ...face, attributes: change(face.attributes) }));
  const notes: string[] = [];
  const { heads } = withLearnableHeads(project, wishes, (note) => notes.push(note));
  return { heads, notes };
}
const varied = { preset: 'tutorial' } as const;

describe('heads where a person names none', () => {
  it('are all of the preset’s where each has something to learn', async () => {
    expect(await asked((attributes) => attributes, varied)).toEqual({ heads: undefined, notes: [] });
  });

  it('are without the one that has no label, which is said', async () => {
    expect(await asked((attributes) => ({ ...attributes, pose: null }), varied)).toEqual({
      heads: ['head_nose'],
      notes: ['Left out, since no training face has a label of it: head_pose.'],
    });
  });

  it('are without the one whose labels are all of one value, which is said', async () => {
    expect(await asked((attributes) => ({ ...attributes, pose: 'left' }), varied)).toEqual({
      heads: ['head_nose'],
      notes: [
        'Left out, since all its labels are of one value and there is nothing to tell apart: head_pose.',
      ],
    });
  });

  it('are without one whose other value was held out with all its faces', async () => {
    let faces = 0;
    const rare = (attributes: FaceRecord['attributes']): FaceRecord['attributes'] => {
      faces += 1;
      return { ...attributes, pose: faces === 1 ? 'right' : 'left' };
    };
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const found = [];
    for (const seed of seeds) {
      faces = 0;
      found.push((await asked(rare, { ...varied, seed, validationFraction: 0.5 })).heads);
    }
    // Half of the seeds hold the face out, and not all of them.
    expect(found).toContainEqual(['head_nose']);
    expect(found).toContainEqual(undefined);
  });

  it('are as they were named, by their weights too: what lacks is told by the training', async () => {
    const change = (attributes: FaceRecord['attributes']) => ({ ...attributes, pose: 'left' });
    expect(await asked(change, { ...varied, weights: { head_pose: 2 } })).toEqual({
      heads: undefined,
      notes: [],
    });
    expect(await asked(change, { ...varied, heads: ['head_pose'] })).toEqual({
      heads: ['head_pose'],
      notes: [],
    });
  });
});
