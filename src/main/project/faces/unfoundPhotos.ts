import { type Database } from '../database';

/**
 * First faces of photos in which nobody has said where the faces are: the only face of its image, framed by the whole
 * of it or not at all, without a labelled point. In the order of import.
 */
export function unfoundPhotos(database: Database, sourceId: number | null): number[] {
  const rows = database.all(
    `SELECT faces.id FROM faces
     JOIN images ON images.id = image_id
     JOIN landmarks ON landmarks.face_id = faces.id
     LEFT JOIN boxes ON boxes.face_id = faces.id
     WHERE deleted = 0 AND withdrawn = 0 AND (?1 IS NULL OR source_id = ?1)
       AND index_in_image = 0
       AND (drawn_by IS NULL OR drawn_by = 'image')
       -- Of a point's byte, 1 and 2 say that it is labelled.
       AND hex(visibility) NOT GLOB '*[12]*'
       AND NOT EXISTS (
         SELECT 1 FROM faces AS other WHERE other.image_id = faces.image_id AND other.index_in_image > 0
           AND other.deleted = 0 AND other.withdrawn = 0)
     ORDER BY faces.id`,
    sourceId,
  );
  return rows.map((row) => Number(row['id']));
}
