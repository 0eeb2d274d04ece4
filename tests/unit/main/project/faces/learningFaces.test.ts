import { confirmedPoints, confirmingEdit } from '@shared/domain/confirmed';
import { join } from 'node:path';
import type { AttributeLabel } from '@shared/domain/attribute';
import { describe, expect, it } from 'vitest';
import { facesUpTo, importFaces, importedFace, temporaryProject } from '../support';
import { template68 } from '../templates';

describe('forLearning', () => {
  it('reads faces as columns in the order of their ids', () => {
    const project = temporaryProject();
    importFaces(project, [
      importedFace(1),
      importedFace(2, { box: { x: 1, y: 2, width: 30, height: 40, drawnBy: 'detector', score: 0.5 } }),
      importedFace(3),
      importedFace(4, { attributes: { pose: 'right_profile' } }),
    ]);
    const faces = project.faces.forLearning({ splits: ['training'] });
    const folder = project.sources.get(1).folder;
    expect(faces.count).toBe(3);
    expect([...faces.faceIds]).toEqual([1, 2, 4]);
    expect(faces.imagePaths).toEqual([1, 2, 4].map((n) => join(folder, 'faces', `00000${n}.jpg`)));
    expect([...faces.imageSizesPx]).toEqual([200, 180, 200, 180, 200, 180]);
    expect(faces.contentHashes).toEqual(['hash-1', 'hash-2', 'hash-4']);
    expect([...faces.boxes.subarray(0, 4)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect([...faces.boxes.subarray(4, 8)]).toEqual([1, 2, 30, 40]);
    expect([...faces.points.subarray(20, 24)]).toEqual([...new Float32Array([60 + 4 / 3, 70, 120, 72.25])]);
    expect([...faces.visibility]).toEqual(new Array(15).fill(2));
    expect([...faces.attributes['gender']!]).toEqual([0, 1, Number.NaN]);
    expect([...faces.attributes['smile']!]).toEqual([0, 0, Number.NaN]);
    expect([...faces.attributes['pose']!]).toEqual([2, 2, 4]);
  });

  it('reads numbers, and tags as zeros and ones', () => {
    const project = temporaryProject(template68);
    const landmarks = template68.scheme.points.map((_, x) => ({ x, y: 0.5, visibility: 1 as const }));
    const labelled = (
      number: number,
      attributes: Record<string, AttributeLabel>,
    ): ReturnType<typeof importedFace> => importedFace(number, { landmarks, attributes });
    importFaces(project, [
      labelled(1, { age: 30.5, worn: ['earring_right', 'hat'], light: 'harsh' }),
      labelled(2, { age: 0, worn: [] }),
      labelled(4, {}),
    ]);
    const { attributes, points, visibility } = project.faces.forLearning();
    expect([...attributes['age']!]).toEqual([30.5, 0, Number.NaN]);
    const unknown = [Number.NaN, Number.NaN, Number.NaN];
    expect([...attributes['worn']!]).toEqual([1, 0, 1, 0, 0, 0, ...unknown]);
    expect([...attributes['light']!]).toEqual([2, Number.NaN, Number.NaN]);
    expect(points).toHaveLength(3 * 68 * 2);
    expect(points[68 * 2 + 67 * 2]).toBe(67);
    expect(visibility).toEqual(new Uint8Array(3 * 68).fill(1));
  });

  it('says which labels somebody has put in another’s place, as long as that is not undone', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(3));
    const say = (faceId: number, attribute: string, to: string | null): void => {
      project.journal.apply({ faceId, kind: 'attribute', attribute, to }, 'me');
    };
    const corrected = (): unknown => project.faces.forLearning().vouched;
    const other = (faceId: number, attribute: string): string => {
      const now = project.faces.get(faceId).attributes[attribute];
      const { values } = project.template.attributes.find(({ id }) => id === attribute)!;
      return values.find(({ id }) => id !== now)!.id;
    };
    expect(corrected()).toEqual({});
    say(2, 'smile', other(2, 'smile'));
    say(3, 'pose', other(3, 'pose'));
    const both = { smile: Uint8Array.of(0, 1, 0), pose: Uint8Array.of(0, 0, 1) };
    expect(corrected()).toEqual(both);
    // A label that is taken away, and one that comes where there was none, stand in no other's place.
    say(1, 'gender', null);
    say(1, 'gender', 'female');
    expect(corrected()).toEqual(both);
    say(2, 'smile', other(2, 'smile'));
    project.journal.undo('me');
    expect(corrected()).toEqual(both);
    for (let step = 0; step < 4; step += 1) project.journal.undo('me');
    expect(corrected()).toEqual({});
    project.journal.redo('me');
    expect(corrected()).toEqual({ smile: both.smile });
  });

  it('says which labels somebody has found right, as long as they are what they were', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(3));
    const vouched = (): unknown => project.faces.forLearning().vouched;
    const confirm = (faceId: number, subject: string): void => {
      project.journal.apply(confirmingEdit(project.faces.get(faceId), subject)!, 'me');
    };
    confirm(2, 'smile');
    confirm(3, 'smile');
    confirm(3, confirmedPoints);
    expect(vouched()).toEqual({ smile: Uint8Array.of(0, 1, 1) });
    confirm(2, 'smile');
    expect(vouched()).toEqual({ smile: Uint8Array.of(0, 0, 1) });
    project.journal.undo('me');
    project.journal.apply({ faceId: 3, kind: 'attribute', attribute: 'smile', to: null }, 'me');
    expect(vouched()).toEqual({ smile: Uint8Array.of(0, 1, 0) });
    project.journal.undo('me');
    expect(vouched()).toEqual({ smile: Uint8Array.of(0, 1, 1) });
  });

  it('does not count a label that followed a change of what is labelled', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(2));
    const pose = project.template.attributes.find(({ id }) => id === 'pose')!;
    const gone = String(project.faces.get(1).attributes['pose']);
    const left = pose.values.filter(({ id }) => id !== gone);
    const attribute = { ...pose, values: left, mirrorSwaps: [] };
    const moves = { [gone]: left[0]!.id };
    project.journal.changeTemplate({ kind: 'attribute-changed', attribute }, moves, 'me');
    expect(project.faces.get(1).attributes['pose']).toBe(left[0]!.id);
    expect(project.faces.forLearning().vouched).toEqual({});
  });

  it('leaves out deleted faces and is empty without any', () => {
    const project = temporaryProject();
    expect(project.faces.forLearning()).toMatchObject({ count: 0, imagePaths: [] });
    importFaces(project, facesUpTo(2));
    project.journal.apply({ faceId: 1, kind: 'deleted', to: true }, 'me');
    expect([...project.faces.forLearning().faceIds]).toEqual([2]);
  });
});
