import { describe, expect, it } from 'vitest';
import { trainingSplit } from '@shared/domain/face';
import { heldOutCounts } from '../../../../src/main/runs/heldOutCounts';
import { splitValidation } from '../../../../src/main/runs/validationSplit';
import { pictureProject } from './support';

describe('the faces that a run would hold out', () => {
  it('are counted by their values, by the run’s own seed and share', async () => {
    const project = await pictureProject(24);
    const { contentHashes, attributes } = project.faces.forLearning({ splits: [trainingSplit] });
    for (const seed of [1, 2]) {
      const { validation } = splitValidation(contentHashes, { validationFraction: 0.5, seed });
      const counts = heldOutCounts(project, { validationFraction: 0.5, seed });
      expect(Object.keys(counts)).toEqual(['gender', 'smile', 'glasses', 'pose']);
      const ofPose = [0, 1, 2, 3, 4].map(
        (value) => [...validation].filter((row) => attributes['pose']![row] === value).length,
      );
      expect(counts['pose']).toEqual(ofPose);
      expect(ofPose.reduce((sum, faces) => sum + faces)).toBeGreaterThan(0);
    }
    const none = heldOutCounts(project, { validationFraction: 0, seed: 1 });
    expect(none['pose']).toEqual([0, 0, 0, 0, 0]);
  });
});
