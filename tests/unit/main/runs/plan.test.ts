import { describe, expect, it } from 'vitest';
import { trainingPlan } from '../../../../src/main/runs/plan';
import { augmentationPreview } from '../../../../src/main/runs/preview';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import { temporaryProject } from '../project/support';
import { pictureProject } from './support';

describe('what a project can train', () => {
  it('is a head for the points and for each attribute, with its labels and what a constant scores', async () => {
    const project = await pictureProject(10);
    const plan = trainingPlan(project);
    expect(plan.trainingFaces + plan.testFaces).toBe(10);
    const { heads, configuration } = plan.presets.studio;
    expect(heads.map(({ name }) => name)).toEqual(configuration.heads.map(({ name }) => name));
    for (const { labelledFaces, balance, floor } of heads) {
      expect(labelledFaces).toBeLessThanOrEqual(plan.trainingFaces);
      for (const { faces } of balance) expect(faces).toBeLessThanOrEqual(labelledFaces);
      expect(floor === null).toBe(labelledFaces === 0);
    }
    const gender = heads.find(({ name }) => name === 'gender')!;
    const most = Math.max(...gender.balance.map(({ faces }) => faces));
    // The best constant is the class that most faces have.
    expect(gender.floor).toEqual({
      metric: 'accuracy',
      value: expect.closeTo(most / gender.labelledFaces, 6) as number,
    });
    expect(plan.presets.tutorial.heads.map(({ name }) => name)).toEqual(['head_nose', 'head_pose']);
  });

  it('of no faces is nothing', () => {
    const plan = trainingPlan(temporaryProject());
    expect(plan.trainingFaces).toBe(0);
    for (const card of plan.presets.studio.heads)
      expect(card).toMatchObject({ labelledFaces: 0, floor: null });
  });
});

describe('the augmentation’s preview', () => {
  const wish = { crop: 'face', inputSizePx: 32, margin: 0.25, seed: 1, round: 0 } as const;
  const still = {
    ...wish,
    augmentation: { flip: 0, rotationDegrees: 0, scale: [1, 1], shift: 0, brightness: 0, contrast: [1, 1] },
  } satisfies Parameters<typeof augmentationPreview>[2];

  it('shows eight faces as they are where nothing is changed, and otherwise where it is', async () => {
    const project = await pictureProject(12);
    const preview = (wishes: Parameters<typeof augmentationPreview>[2]) =>
      augmentationPreview(project, inlineCropReader(), wishes);
    const [none, unchanged] = [await preview({ ...wish, augmentation: null }), await preview(still)];
    expect(none.faces).toHaveLength(8);
    expect(none.sizePx).toBe(32);
    for (const { pixels } of none.faces) expect(Buffer.from(pixels, 'base64')).toHaveLength(32 * 32 * 3);
    expect(unchanged.faces.map(({ points }) => points)).toEqual(none.faces.map(({ points }) => points));

    const bright = await preview({ ...still, augmentation: { ...still.augmentation, brightness: 1 } });
    expect(bright.faces.map(({ pixels }) => pixels)).not.toEqual(none.faces.map(({ pixels }) => pixels));
    const again = await preview({
      ...still,
      augmentation: { ...still.augmentation, brightness: 1 },
      round: 1,
    });
    expect(again.faces.map(({ pixels }) => pixels)).not.toEqual(bright.faces.map(({ pixels }) => pixels));
  });

  it('mirrors the points with their faces', async () => {
    const project = await pictureProject(12);
    const [asIs, mirrored] = [
      await augmentationPreview(project, inlineCropReader(), still),
      await augmentationPreview(project, inlineCropReader(), {
        ...still,
        augmentation: { ...still.augmentation, flip: 1 },
      }),
    ];
    // The image's left eye is the right one when mirrored.
    const [left] = asIs.faces[0]!.points;
    const right = mirrored.faces[0]!.points[1];
    expect(right?.[0]).toBeCloseTo(1 - left![0], 5);
    expect(right?.[1]).toBeCloseTo(left![1], 5);
  });

  it('of a project without faces says what to do', async () => {
    await expect(augmentationPreview(temporaryProject(), inlineCropReader(), still)).rejects.toMatchObject({
      code: 'no-training-faces',
    });
  });
});
