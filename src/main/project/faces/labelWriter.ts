import type { AttributeLabel } from '@shared/domain/attribute';
import type { Confirmed } from '@shared/domain/confirmed';
import { type FaceLabels, type FaceState, sameValue } from '@shared/domain/edit';
import type { Box, Landmark } from '@shared/domain/face';
import type { LabelOrigin } from '@shared/domain/faceRecord';
import type { Database } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import { decodeLandmarks, encodePoints, encodeVisibility, labelRows } from './labelCodec';

/** Writes faces to their tables; called by the import and the journal only, inside their transactions. */
export class LabelWriter {
  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
  ) {}

  /** Answers the face's id. */
  insert(
    place: { readonly imageId: number; readonly indexInImage: number; readonly importId: number },
    labels: FaceLabels,
    origin: LabelOrigin,
  ): number {
    const { id } = this.database.run(
      `INSERT INTO faces (image_id, index_in_image, split, import_id, label_file, label_line)
       VALUES (?, ?, ?, ?, ?, ?)`,
      place.imageId,
      place.indexInImage,
      labels.split,
      place.importId,
      origin.file,
      origin.line,
    );
    this.setLandmarks(id, labels.landmarks);
    if (labels.box) this.setBox(id, labels.box);
    this.addLabels(id, labels.attributes);
    return id;
  }

  /** Writes what differs. */
  update(faceId: number, before: FaceState, after: FaceState): void {
    if (!sameValue(before.landmarks, after.landmarks)) this.setLandmarks(faceId, after.landmarks);
    if (!sameValue(before.box, after.box)) this.setBox(faceId, after.box);
    this.updateLabels(faceId, before.attributes, after.attributes);
    this.updateConfirmed(faceId, before.confirmed, after.confirmed);
    // Each column that is named is written in its indices again, changed or not.
    if (before.split !== after.split) this.setColumn(faceId, 'split', after.split);
    if (before.flagged !== after.flagged) this.setColumn(faceId, 'flagged', after.flagged ? 1 : 0);
    if (before.deleted !== after.deleted) this.setColumn(faceId, 'deleted', after.deleted ? 1 : 0);
  }

  private updateConfirmed(faceId: number, before: Confirmed, after: Confirmed): void {
    for (const subject of Object.keys(before)) {
      if (subject in after) continue;
      this.database.run('DELETE FROM confirmed_labels WHERE face_id = ? AND subject = ?', faceId, subject);
    }
    for (const [subject, label] of Object.entries(after)) {
      if (before[subject] === label) continue;
      this.database.run(
        'INSERT OR REPLACE INTO confirmed_labels (face_id, subject, label) VALUES (?, ?, ?)',
        faceId,
        subject,
        label,
      );
    }
  }

  /** Keeps what the label file says of a face that is edited for the first time. */
  keepOriginal(faceId: number, original: FaceLabels): void {
    this.database.run(
      'INSERT INTO original_labels (face_id, labels) VALUES (?, ?)',
      faceId,
      JSON.stringify(this.stored(original, () => this.storedLandmarks(faceId))),
    );
  }

  /** The label file says something else now; a face that was never edited has no original apart. */
  replaceOriginal(faceId: number, original: FaceLabels): void {
    this.database.run(
      'UPDATE original_labels SET labels = ? WHERE face_id = ?',
      JSON.stringify(this.stored(original, () => this.originalLandmarks(faceId))),
      faceId,
    );
  }

  /** Labels as they are kept for later, under whichever template: see `PointColumns`. */
  stored(labels: FaceLabels, before: () => readonly Landmark[] = () => []): FaceLabels {
    const { columns, scheme } = this.template;
    return { ...labels, landmarks: columns.write(labels.landmarks, scheme, before) };
  }

  setEdited(faceId: number, edited: boolean): void {
    this.setColumn(faceId, 'edited', edited ? 1 : 0);
  }

  setOrigin(faceId: number, origin: LabelOrigin): void {
    this.database.run(
      'UPDATE faces SET label_file = ?, label_line = ? WHERE id = ?',
      origin.file,
      origin.line,
      faceId,
    );
  }

  private setColumn(
    faceId: number,
    column: 'split' | 'flagged' | 'deleted' | 'edited',
    value: string | number,
  ): void {
    this.database.run(`UPDATE faces SET ${column} = ? WHERE id = ?`, value, faceId);
  }

  private storedLandmarks(faceId: number): readonly Landmark[] {
    const row = this.database.first('SELECT points, visibility FROM landmarks WHERE face_id = ?', faceId);
    return row ? decodeLandmarks(row['points'] as Uint8Array, row['visibility'] as Uint8Array) : [];
  }

  private originalLandmarks(faceId: number): readonly Landmark[] {
    const row = this.database.first('SELECT labels FROM original_labels WHERE face_id = ?', faceId);
    return row ? (JSON.parse(String(row['labels'])) as FaceLabels).landmarks : [];
  }

  private setLandmarks(faceId: number, wanted: readonly Landmark[]): void {
    const { columns, scheme } = this.template;
    const landmarks = columns.write(wanted, scheme, () => this.storedLandmarks(faceId));
    this.database.run(
      `INSERT INTO landmarks (face_id, points, visibility) VALUES (?, ?, ?)
       ON CONFLICT (face_id) DO UPDATE SET points = excluded.points, visibility = excluded.visibility`,
      faceId,
      encodePoints(landmarks),
      encodeVisibility(landmarks),
    );
  }

  private setBox(faceId: number, box: Box | null): void {
    this.database.run('DELETE FROM boxes WHERE face_id = ?', faceId);
    if (box === null) return;
    this.database.run(
      'INSERT INTO boxes (face_id, x, y, width, height, drawn_by, score) VALUES (?, ?, ?, ?, ?, ?, ?)',
      faceId,
      box.x,
      box.y,
      box.width,
      box.height,
      box.drawnBy,
      box.score ?? null,
    );
  }

  private updateLabels(faceId: number, before: Labels, after: Labels): void {
    const changed = Object.entries(after).filter(
      ([attribute, label]) => !sameValue(before[attribute], label),
    );
    for (const [attribute] of changed) {
      this.database.run(
        'DELETE FROM attribute_values WHERE face_id = ? AND attribute = ?',
        faceId,
        attribute,
      );
    }
    this.addLabels(faceId, Object.fromEntries(changed));
  }

  private addLabels(faceId: number, labels: Labels): void {
    for (const [attribute, label] of Object.entries(labels)) {
      for (const value of labelRows(label)) {
        this.database.run(
          'INSERT INTO attribute_values (face_id, attribute, value) VALUES (?, ?, ?)',
          faceId,
          attribute,
          value,
        );
      }
    }
  }
}

type Labels = Readonly<Record<string, AttributeLabel>>;
