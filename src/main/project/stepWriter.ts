import {
  type FaceEdit,
  type FaceLabels,
  type FaceState,
  applyEdit,
  editsBetween,
  invertEdit,
  sameValue,
} from '@shared/domain/edit';
import type { Change } from '@shared/domain/journal';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';
import type { Database } from './database';
import { insertFaceBeside } from './faces/addedFace';
import { LabelReader, labelsOf, stateOf } from './faces/labelReader';
import { LabelWriter } from './faces/labelWriter';
import type { ProjectTemplate } from './projectTemplate';

/** Carries edits out: what they changed is for the journal. Called inside a transaction. */
export class StepWriter {
  readonly reader: LabelReader;
  private readonly writer: LabelWriter;

  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
  ) {
    this.reader = new LabelReader(database, template);
    this.writer = new LabelWriter(database, template);
  }

  /** See `insertFaceBeside`. */
  insertBeside(faceId: number): number {
    const { database, template, reader, writer } = this;
    return insertFaceBeside({ database, template, reader, writer }, faceId);
  }

  /** Fails with `edit-invalid` and `face-unknown`. */
  write(edits: readonly FaceEdit[]): Change[] {
    const records = this.reader.records([...new Set(edits.map((edit) => edit.faceId))]);
    const before = new Map(records.map((record) => [record.id, stateOf(record)]));
    const wereEdited = new Set(records.filter(({ edited }) => edited).map(({ id }) => id));
    const after = new Map(before);
    const changes: Change[] = [];
    for (const edit of edits) {
      const state = after.get(edit.faceId);
      if (!state) fail('face-unknown', `The project has no face ${edit.faceId}.`);
      const next = applyEdit(this.template, state, edit);
      const change = changeOf(this.template, edit, state, next);
      if (sameValue(change.before, change.after)) continue;
      changes.push(change);
      after.set(edit.faceId, next);
    }
    const originals = this.reader.originals([...after.keys()]);
    for (const [faceId, state] of after) {
      const edited = this.writeFace(faceId, before.get(faceId)!, state, originals.get(faceId));
      if (edited !== null && edited !== wereEdited.has(faceId)) this.writer.setEdited(faceId, edited);
    }
    return changes;
  }

  /**
   * `kept`: what the label file says; undefined for a face that is edited for the first time. Answers whether the
   * labels differ from the file's now; null where nothing changed.
   */
  private writeFace(
    faceId: number,
    before: FaceState,
    after: FaceState,
    kept: FaceLabels | undefined,
  ): boolean | null {
    if (before === after) return null;
    const original = kept ?? labelsOf(before);
    if (!kept) this.writer.keepOriginal(faceId, original);
    this.writer.update(faceId, before, after);
    return editsBetween(this.template, after, original).length > 0;
  }
}

function changeOf(template: Template, edit: FaceEdit, state: FaceState, next: FaceState): Change {
  return {
    faceId: edit.faceId,
    kind: edit.kind,
    subject: subjectOf(edit),
    before: invertEdit(template, state, edit).to,
    // As the project keeps it, tags in order.
    after: invertEdit(template, next, edit).to,
  };
}

/** The point's or attribute's id; empty for what a face has one of, and where its points were confirmed. */
export function subjectOf(edit: FaceEdit): string {
  switch (edit.kind) {
    case 'landmark':
      return edit.point;
    case 'attribute':
      return edit.attribute;
    case 'confirmed':
      return edit.subject;
    default:
      return '';
  }
}

/** The edit that a change was, set to one of its two values. */
export function editOf(change: Change, to: FaceEdit['to']): FaceEdit {
  const { faceId, kind, subject } = change;
  return { faceId, kind, point: subject, attribute: subject, subject, to } as FaceEdit;
}
