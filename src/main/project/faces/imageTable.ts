import type { Database } from '../database';
import type { ImportedFace } from './importRepository';

type ImportedImage = Pick<
  ImportedFace,
  'sourceId' | 'imagePath' | 'imageWidthPx' | 'imageHeightPx' | 'contentHash'
>;

/** Adds an image, or brings what is known of it up to date; `changed` says that it was known otherwise. */
export function putImage(
  database: Database,
  image: ImportedImage,
): { readonly id: number; readonly changed: boolean } {
  const facts = [image.imageWidthPx, image.imageHeightPx, image.contentHash];
  const known = database.first(
    'SELECT id, width_px, height_px, content_hash FROM images WHERE source_id = ? AND path = ?',
    image.sourceId,
    image.imagePath,
  );
  if (!known) {
    const sql =
      'INSERT INTO images (source_id, path, width_px, height_px, content_hash) VALUES (?, ?, ?, ?, ?)';
    return { id: database.run(sql, image.sourceId, image.imagePath, ...facts).id, changed: false };
  }
  const id = Number(known['id']);
  const stored = [known['width_px'], known['height_px'], known['content_hash']];
  const changed = stored.some((fact, index) => fact !== facts[index]);
  if (changed) {
    const sql = 'UPDATE images SET width_px = ?, height_px = ?, content_hash = ? WHERE id = ?';
    database.run(sql, ...facts, id);
  }
  return { id, changed };
}
