import type { SQLOutputValue } from 'node:sqlite';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { Confirmed } from '@shared/domain/confirmed';
import type { FaceLabels, FaceState } from '@shared/domain/edit';
import type { Box, BoxOrigin } from '@shared/domain/face';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import type { Database, Row } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import { decodeLandmarks, fittingLabel, labelFromRows } from './labelCodec';

const recordSql = `
  SELECT faces.id, index_in_image, split, flagged, deleted, edited, label_file, label_line,
    images.source_id, images.path, width_px, height_px, content_hash, points, visibility,
    x, y, width, height, drawn_by, score,
    EXISTS (
      SELECT 1 FROM images AS other WHERE other.content_hash = images.content_hash AND other.id <> images.id
    ) AS duplicate
  FROM json_each(?) AS wanted
  JOIN faces ON faces.id = wanted.value
  JOIN images ON images.id = image_id
  JOIN landmarks ON landmarks.face_id = faces.id
  LEFT JOIN boxes ON boxes.face_id = faces.id
  ORDER BY wanted.key`;

const attributesSql = `
  SELECT face_id, attribute, attribute_values.value
  FROM json_each(?) AS wanted
  JOIN attribute_values ON face_id = wanted.value`;

const confirmedSql = `
  SELECT face_id, subject, label
  FROM json_each(?) AS wanted
  JOIN confirmed_labels ON face_id = wanted.value`;

/** Puts faces together from their tables. */
export class LabelReader {
  constructor(
    private readonly database: Database,
    private readonly template: ProjectTemplate,
  ) {}

  /** In the order of the ids; an id that is no face's is left out. */
  records(faceIds: readonly number[]): FaceRecord[] {
    const wanted = JSON.stringify(faceIds);
    const attributes = this.attributesByFace(wanted);
    const confirmed = this.confirmedByFace(wanted);
    return this.database.all(recordSql, wanted).map((row) => {
      const id = Number(row['id']);
      return this.record(row, attributes.get(id), confirmed.get(id));
    });
  }

  states(faceIds: readonly number[]): Map<number, FaceState> {
    return new Map(this.records(faceIds).map((record) => [record.id, stateOf(record)]));
  }

  /** What the label file says of those of the faces that were ever edited. */
  originals(faceIds: readonly number[]): Map<number, FaceLabels> {
    const rows = this.database.all(
      'SELECT face_id, labels FROM json_each(?) AS wanted JOIN original_labels ON face_id = wanted.value',
      JSON.stringify(faceIds),
    );
    return new Map(
      rows.map((row) => [
        Number(row['face_id']),
        this.fitting(JSON.parse(String(row['labels'])) as FaceLabels),
      ]),
    );
  }

  /** Labels as they were stored once, under a template that may have been another, as today's has them. */
  fitting(stored: FaceLabels): FaceLabels {
    const { attributes, columns, scheme } = this.template;
    return {
      ...stored,
      landmarks: columns.read(stored.landmarks, scheme),
      attributes: Object.fromEntries(
        attributes.map((attribute) => [
          attribute.id,
          fittingLabel(attribute, stored.attributes[attribute.id]),
        ]),
      ),
    };
  }

  private attributesByFace(wanted: string): Map<number, Map<string, SQLOutputValue[]>> {
    const byFace = new Map<number, Map<string, SQLOutputValue[]>>();
    for (const row of this.database.all(attributesSql, wanted)) {
      const faceId = Number(row['face_id']);
      const values = byFace.get(faceId) ?? new Map<string, SQLOutputValue[]>();
      byFace.set(faceId, values);
      const attribute = String(row['attribute']);
      values.set(attribute, [...(values.get(attribute) ?? []), row['value'] ?? null]);
    }
    return byFace;
  }

  private confirmedByFace(wanted: string): Map<number, Record<string, string>> {
    const byFace = new Map<number, Record<string, string>>();
    for (const { face_id: id, subject, label } of this.database.all(confirmedSql, wanted)) {
      const face = byFace.get(Number(id)) ?? {};
      byFace.set(Number(id), face);
      face[String(subject)] = String(label);
    }
    return byFace;
  }

  private record(
    row: Row,
    values: Map<string, SQLOutputValue[]> | undefined,
    confirmed: Confirmed = {},
  ): FaceRecord {
    const { columns, scheme } = this.template;
    const landmarks = columns.read(
      decodeLandmarks(row['points'] as Uint8Array, row['visibility'] as Uint8Array),
      scheme,
    );
    const drawnBox = boxOf(row);
    const attributes: Record<string, AttributeLabel> = {};
    for (const attribute of this.template.attributes) {
      attributes[attribute.id] = labelFromRows(attribute, values?.get(attribute.id) ?? []);
    }
    return {
      id: Number(row['id']),
      sourceId: Number(row['source_id']),
      imagePath: String(row['path']),
      indexInImage: Number(row['index_in_image']),
      imageWidthPx: Number(row['width_px']),
      imageHeightPx: Number(row['height_px']),
      contentHash: String(row['content_hash']),
      duplicate: row['duplicate'] === 1,
      box: drawnBox ?? boxAroundLandmarks(landmarks),
      drawnBox,
      landmarks,
      attributes,
      split: String(row['split']),
      flagged: row['flagged'] === 1,
      deleted: row['deleted'] === 1,
      edited: row['edited'] === 1,
      confirmed,
      origin: {
        file: String(row['label_file']),
        line: row['label_line'] === null ? null : Number(row['label_line']),
      },
    };
  }
}

export function stateOf(record: FaceRecord): FaceState {
  const { landmarks, attributes, split, flagged, confirmed, deleted } = record;
  return { box: record.drawnBox, landmarks, attributes, split, flagged, confirmed, deleted };
}

export function labelsOf({ box, landmarks, attributes, split }: FaceLabels): FaceLabels {
  return { box, landmarks, attributes, split };
}

function boxOf(row: Row): Box | null {
  if (row['drawn_by'] === null) return null;
  const box = {
    x: Number(row['x']),
    y: Number(row['y']),
    width: Number(row['width']),
    height: Number(row['height']),
    drawnBy: row['drawn_by'] as BoxOrigin,
  };
  return row['score'] === null ? box : { ...box, score: Number(row['score']) };
}
