import { originOfAdded } from '@shared/domain/addedFace';
import { notLabelled } from '@shared/domain/face';
import { fail } from '@shared/result';
import { type Database, numberIn } from '../database';
import type { ProjectTemplate } from '../projectTemplate';
import type { LabelReader } from './labelReader';
import type { LabelWriter } from './labelWriter';

/**
 * A face without labels in the image of another face, in the same split and of the same import; deleted, until a step
 * of the journal puts it into the project. Called inside a transaction; answers its id. Fails with `face-unknown`.
 */
export function insertFaceBeside(
  {
    database,
    template,
    reader,
    writer,
  }: {
    readonly database: Database;
    readonly template: ProjectTemplate;
    readonly reader: LabelReader;
    readonly writer: LabelWriter;
  },
  faceId: number,
): number {
  const beside = database.first('SELECT image_id, split, import_id FROM faces WHERE id = ?', faceId);
  if (!beside) fail('face-unknown', `The project has no face ${faceId}.`);
  const imageId = Number(beside['image_id']);
  const last = numberIn(database.first('SELECT max(index_in_image) FROM faces WHERE image_id = ?', imageId));
  const id = writer.insert(
    { imageId, indexInImage: last + 1, importId: Number(beside['import_id']) },
    {
      box: null,
      landmarks: template.scheme.points.map(() => notLabelled),
      attributes: {},
      split: String(beside['split']),
    },
    originOfAdded,
  );
  const state = reader.states([id]).get(id)!;
  writer.update(id, state, { ...state, deleted: true });
  return id;
}
