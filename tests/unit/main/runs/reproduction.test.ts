import { describe, expect, it } from 'vitest';
import { trainingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import type { Project } from '../../../../src/main/project/project';
import { labelledFaces } from '../../../../src/main/runs/labelledFaces';
import { changesSince } from '../../../../src/main/runs/reproduction';
import { beginSession } from '../../../../src/main/runs/runFingerprint';
import { modelContext } from '../../../../src/main/runs/services';
import { facesUpTo, importFaces, temporaryProject } from '../project/support';
import { configuration } from '../trials/support';

/** A run of genders, begun on the faces that have one. */
function runOfGender(project: Project): RunRecord {
  const heads = configuration.heads.filter(({ name }) => name === 'gender');
  const run = project.runs.create({ name: 'one', configuration: { ...configuration, heads } });
  const faces = project.faces.forLearning({ splits: [trainingSplit] }, run.template);
  beginSession(project, run, {
    resume: false,
    totalSteps: 20,
    engine: { backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null },
    columns: labelledFaces(faces, modelContext(run)),
  });
  return run;
}

describe('what has changed since a run', () => {
  it('is nothing where faces lack the labels of its heads, and a label that one of them has got', () => {
    const project = temporaryProject();
    importFaces(
      project,
      facesUpTo(12).map((face, index) =>
        index % 3 === 0 ? { ...face, attributes: { ...face.attributes, gender: null } } : face,
      ),
    );
    const run = runOfGender(project);
    expect(changesSince(project, run)).toEqual({ faces: 6, labels: 0, files: 0, added: 0, removed: 0 });
    const { faceIds, attributes } = project.faces.forLearning({ splits: [trainingSplit] });
    const faceId = faceIds[attributes['gender']!.findIndex(Number.isNaN)]!;
    project.journal.apply([{ kind: 'attribute', faceId, attribute: 'gender', to: 'male' }], 'somebody');
    expect(changesSince(project, run)).toMatchObject({ faces: 7, labels: 0, added: 1, removed: 0 });
  });
});
