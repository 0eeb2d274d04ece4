import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { openProject, type Project } from '../../../../src/main/project/project';
import { Library } from '../../../../src/main/library/library';
import { templateUsage } from '../../../../src/main/library/templateUsage';
import { closedAfterwards, facesUpTo, importedFace, importFaces, temporaryProject } from './support';

const light: Attribute = {
  ...{ id: 'light', name: 'Light', kind: 'category', mirrorSwaps: [] },
  values: ['dark', 'even', 'harsh'].map((id) => ({ id, name: id })),
};
const scheme: LandmarkScheme = {
  ...{ id: 'other', name: 'Other', symmetricPairs: [], edges: [] },
  points: ['chin', 'nose', 'left_eye', 'right_eye'].map((id) => ({ id, name: id, aliases: [] })),
  eyes: { left: ['left_eye'], right: ['right_eye'] },
};

function projectOf(count: number): Project {
  const project = temporaryProject();
  importFaces(project, facesUpTo(count));
  return project;
}
const usageOf = (project: Project) => templateUsage(project, new Library(project));
const add = (project: Project, attribute: Attribute): unknown =>
  project.journal.changeTemplate({ kind: 'attribute-added', attribute }, {}, 'me');
const label = (project: Project, faceId: number, to: string): unknown =>
  project.journal.apply({ kind: 'attribute', faceId, attribute: 'light', to }, 'me');
const labelOf = (project: Project, faceId: number): unknown => project.faces.get(faceId).attributes['light'];

describe('a new attribute', () => {
  it('is not labelled on any face, then labelled, undone and done again with its labels', () => {
    const project = projectOf(2);
    add(project, light);
    expect(labelOf(project, 1)).toBeNull();
    label(project, 1, 'even');
    expect(labelOf(project, 1)).toBe('even');
    project.journal.undo('me');
    expect(labelOf(project, 1)).toBeNull();
    const undone = project.journal.undo('me');
    expect(undone).toMatchObject({ kind: 'undo', template: { kind: 'attribute-added' } });
    expect(project.template).toEqual(mtflTemplate);
    expect(project.faces.get(1).attributes).not.toHaveProperty('light');
    project.journal.redo('me');
    project.journal.redo('me');
    expect(labelOf(project, 1)).toBe('even');
    expect(project.journal.redo('me')).toBeNull();
  });

  it('that changes nothing is no step', () => {
    const project = projectOf(1);
    const [gender] = mtflTemplate.attributes;
    const change = { kind: 'attribute-changed', attribute: { ...gender! } } as const;
    expect(project.journal.changeTemplate(change, {}, 'me')).toBeNull();
    expect(project.journal.next('undo')).toBeNull();
  });

  it('is there after the project is opened again', () => {
    const project = projectOf(1);
    add(project, light);
    project.close();
    const again = closedAfterwards(openProject(project.folder, { mode: 'write' }));
    expect(again.template.attributes.at(-1)).toEqual(light);
    again.journal.undo('me');
    expect(again.template).toEqual(mtflTemplate);
  });

  it('may not take the id of a former one whose labels would say something else', () => {
    const project = projectOf(2);
    add(project, light);
    label(project, 2, 'harsh');
    project.journal.changeTemplate({ kind: 'attribute-removed', attribute: 'light' }, {}, 'me');
    const known = expect.objectContaining({ code: 'attribute-known' });
    expect(() => add(project, { ...light, values: light.values.slice(0, 2) })).toThrow(known);
    expect(() => add(project, { ...light, kind: 'number', values: [] })).toThrow(known);
    expect(project.journal.formerAttributes()).toEqual([light]);
    expect(usageOf(project).former).toEqual([{ attribute: light, faces: 1 }]);
    add(project, { ...light, name: 'Light again' });
    expect(labelOf(project, 2)).toBe('harsh');
    expect(project.journal.formerAttributes()).toEqual([]);
  });
});

describe('a value that is taken away', () => {
  it('takes its labels along to where a person says, and brings them back', () => {
    const project = projectOf(4);
    add(project, light);
    for (const [index, value] of ['dark', 'even', 'harsh'].entries()) label(project, index + 1, value);
    const fewer = { ...light, values: [light.values[1]!, light.values[2]!] };
    const change = { kind: 'attribute-changed', attribute: fewer } as const;
    const entry = project.journal.changeTemplate(change, { dark: 'harsh' }, 'me');
    expect(entry?.faceIds).toEqual([1]);
    expect([1, 2, 3, 4].map((id) => labelOf(project, id))).toEqual(['harsh', 'even', 'harsh', null]);
    expect(usageOf(project).attributes['light']).toEqual({
      faces: 3,
      values: { even: 1, harsh: 2 },
    });
    project.journal.undo('me');
    expect([1, 2, 3, 4].map((id) => labelOf(project, id))).toEqual(['dark', 'even', 'harsh', null]);
    project.journal.redo('me');
    expect([1, 2].map((id) => labelOf(project, id))).toEqual(['harsh', 'even']);
  });

  it('leaves faces without a label where nothing else is said, and tags with the others', () => {
    const project = projectOf(2);
    const worn: Attribute = { ...light, id: 'worn', kind: 'tags' };
    add(project, light);
    add(project, worn);
    label(project, 1, 'dark');
    project.journal.apply({ kind: 'attribute', faceId: 1, attribute: 'worn', to: ['dark', 'harsh'] }, 'me');
    for (const attribute of [light, worn]) {
      const fewer = { ...attribute, values: attribute.values.slice(1) };
      project.journal.changeTemplate({ kind: 'attribute-changed', attribute: fewer }, {}, 'me');
    }
    expect(project.faces.get(1).attributes).toMatchObject({ light: null, worn: ['harsh'] });
  });
});

describe('another landmark scheme', () => {
  const change = { kind: 'scheme-changed', scheme } as const;

  it('keeps the places of the points that it has, and the others for the day they are back', () => {
    const project = projectOf(3);
    const before = project.faces.get(2).landmarks;
    project.journal.changeTemplate(change, {}, 'me');
    const [chin, nose, left, right] = project.faces.get(2).landmarks;
    expect(chin!.visibility).toBe(0);
    expect([left, right, nose]).toEqual(before.slice(0, 3));
    const to = { x: 90, y: 150, visibility: 2 } as const;
    project.journal.apply({ kind: 'landmark', faceId: 2, point: 'chin', to }, 'me');
    project.journal.apply({ kind: 'landmark', faceId: 2, point: 'nose', to }, 'me');
    expect(project.faces.get(2).landmarks.slice(0, 2)).toEqual([to, to]);
    project.journal.changeTemplate({ kind: 'scheme-changed', scheme: mtflTemplate.scheme }, {}, 'me');
    expect(project.faces.get(2).landmarks).toEqual(before.with(2, to));
    for (let step = 0; step < 4; step += 1) project.journal.undo('me');
    expect(project.template).toEqual(mtflTemplate);
    expect(project.faces.get(2).landmarks).toEqual(before);
  });

  it('leaves the label file’s word on a face what it was', () => {
    const project = projectOf(1);
    const original = project.faces.get(1).landmarks;
    project.journal.changeTemplate(change, {}, 'me');
    const to = { x: 1, y: 2, visibility: 2 } as const;
    project.journal.apply({ kind: 'landmark', faceId: 1, point: 'nose', to }, 'me');
    project.journal.restoreOriginal(1, 'me');
    expect(project.faces.get(1).landmarks[1]).toEqual(original[2]);
    expect(project.faces.get(1).edited).toBe(false);
    project.journal.changeTemplate({ kind: 'scheme-changed', scheme: mtflTemplate.scheme }, {}, 'me');
    expect(project.faces.original(1).landmarks).toEqual(original);
  });

  it('is what is counted: complete and missing points, and where they are placed', () => {
    const project = projectOf(3);
    project.journal.changeTemplate(change, {}, 'me');
    const to = { x: 90, y: 150, visibility: 1 } as const;
    project.journal.apply({ kind: 'landmark', faceId: 3, point: 'chin', to }, 'me');
    const points = project.facets.byValue({ by: 'points' });
    expect([points.get('some'), points.get('all'), points.get('none')]).toEqual([[1, 2], [3], undefined]);
    expect(usageOf(project).points).toEqual({ chin: 1, nose: 3, left_eye: 3, right_eye: 3 });
  });

  it('is read by each run as the run knows it', () => {
    const project = projectOf(2);
    const configuration = presetConfiguration('studio', mtflTemplate);
    const run = project.runs.create({ name: 'before', configuration });
    const before = project.faces.forLearning();
    project.journal.changeTemplate(change, {}, 'me');
    project.journal.changeTemplate({ kind: 'attribute-removed', attribute: 'pose' }, {}, 'me');
    expect(project.runs.get(run.id).template).toEqual(mtflTemplate);
    expect(project.runs.create({ name: 'after', configuration }).template).toEqual(project.template);
    expect(project.faces.forLearning({}, run.template)).toEqual(before);
    expect([...project.faces.forLearning().visibility]).toEqual([0, 2, 2, 2, 0, 2, 2, 2]);
  });
});

describe('labels that come from a file after a change', () => {
  it('go where the project has a place for them', () => {
    const project = projectOf(1);
    project.journal.changeTemplate({ kind: 'scheme-changed', scheme }, {}, 'me');
    const face = importedFace(2, { landmarks: scheme.points.map(() => ({ x: 5, y: 6, visibility: 2 })) });
    importFaces(project, [face]);
    expect(project.faces.get(2).landmarks).toHaveLength(4);
    project.journal.changeTemplate({ kind: 'scheme-changed', scheme: mtflTemplate.scheme }, {}, 'me');
    expect(project.faces.get(2).landmarks.map(({ visibility }) => visibility)).toEqual([2, 2, 2, 0, 0]);
  });
});
