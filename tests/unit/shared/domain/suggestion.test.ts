import { describe, expect, it } from 'vitest';
import { confirmableLabel, confirmedPoints } from '@shared/domain/confirmed';
import {
  acceptAll,
  acceptAttribute,
  acceptMissing,
  acceptPoint,
  acceptWished,
  type FaceSuggestion,
} from '@shared/domain/suggestion';
import { mtflTemplate } from '@shared/domain/template';
import { at, face, suggestion } from './suggested';

const { scheme } = mtflTemplate;

describe('accepting', () => {
  it('takes what differs and leaves what is the same', () => {
    expect(acceptAll(mtflTemplate, face, suggestion)).toEqual([
      { kind: 'landmark', faceId: 7, point: 'right_eye', to: at(103, 54) },
      // Where the model puts it; that it is hidden is a person's word.
      { kind: 'landmark', faceId: 7, point: 'mouth_left', to: at(60, 100, 1) },
      { kind: 'landmark', faceId: 7, point: 'mouth_right', to: at(95, 100) },
      { kind: 'attribute', faceId: 7, attribute: 'glasses', to: 'yes' },
      { kind: 'attribute', faceId: 7, attribute: 'pose', to: 'left' },
    ]);
  });

  it('fills gaps alone where nothing is to be replaced', () => {
    expect(acceptMissing(mtflTemplate, face, suggestion)).toEqual([
      { kind: 'landmark', faceId: 7, point: 'mouth_right', to: at(95, 100) },
      { kind: 'attribute', faceId: 7, attribute: 'glasses', to: 'yes' },
    ]);
    const labelled = { ...face.attributes, glasses: 'no' };
    const complete = { ...face, landmarks: suggestion.landmarks!, attributes: labelled };
    expect(acceptMissing(mtflTemplate, complete, suggestion)).toEqual([]);
  });

  it('leaves nothing to accept once everything is', () => {
    const agreeing = {
      ...face,
      landmarks: suggestion.landmarks!,
      attributes: { gender: 'male', smile: 'no', glasses: 'yes', pose: 'left' },
    };
    expect(acceptAll(mtflTemplate, agreeing, suggestion)).toEqual([]);
  });

  it('leaves what somebody has confirmed', () => {
    const confirmed = { pose: '"frontal"', glasses: '"no"', '': confirmableLabel(face, confirmedPoints)! };
    expect(acceptAll(mtflTemplate, { ...face, confirmed }, suggestion)).toEqual([
      { kind: 'attribute', faceId: 7, attribute: 'glasses', to: 'yes' },
    ]);
  });

  it('has nothing to take from a run without that head', () => {
    const bare: FaceSuggestion = { run: 'r', landmarks: null, attributes: [] };
    expect(acceptPoint(scheme, face, bare, 1)).toBeNull();
    expect(acceptAttribute(face, bare, 'pose')).toBeNull();
    expect(acceptPoint(scheme, face, suggestion, 99)).toBeNull();
  });
});

describe('acceptWished', () => {
  const everything = [confirmedPoints, 'gender', 'smile', 'glasses', 'pose'];
  const subjectsOf = (edits: ReturnType<typeof acceptWished>): string[] =>
    edits.map((edit) => (edit.kind === 'attribute' ? edit.attribute : 'point' in edit ? edit.point : ''));

  it('fills in what is missing, and replaces where that is wished', () => {
    const missing = { subjects: everything, atLeast: 0, replace: false };
    expect(acceptWished(mtflTemplate, face, suggestion, missing)).toEqual(
      acceptMissing(mtflTemplate, face, suggestion),
    );
    expect(acceptWished(mtflTemplate, face, suggestion, { ...missing, replace: true })).toEqual(
      acceptAll(mtflTemplate, face, suggestion),
    );
  });

  it('takes of attributes those of which the run is as sure as is asked, and points in any case', () => {
    const wished = (atLeast: number): string[] =>
      subjectsOf(
        acceptWished(mtflTemplate, face, suggestion, { subjects: everything, atLeast, replace: true }),
      );
    const points = ['right_eye', 'mouth_left', 'mouth_right'];
    expect(wished(0.7)).toEqual([...points, 'glasses', 'pose']);
    expect(wished(0.8)).toEqual([...points, 'glasses']);
    expect(wished(0.81)).toEqual(points);
  });

  it('takes a number, which has no probability, however sure one wants to be', () => {
    const numbered = { ...suggestion, attributes: [{ attribute: 'pose', label: 3, confidence: null }] };
    const wish = { subjects: ['pose'], atLeast: 1, replace: true };
    expect(acceptWished(mtflTemplate, face, numbered, wish)).toMatchObject([{ attribute: 'pose', to: 3 }]);
  });

  it('leaves what was not asked for', () => {
    const only = (...subjects: string[]): string[] =>
      subjectsOf(acceptWished(mtflTemplate, face, suggestion, { subjects, atLeast: 0, replace: true }));
    expect(only('pose')).toEqual(['pose']);
    expect(only(confirmedPoints)).toEqual(['right_eye', 'mouth_left', 'mouth_right']);
    expect(only('gender')).toEqual([]);
  });
});
