import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../../../src/main/project/database';
import { putImage } from '../../../../../src/main/project/faces/imageTable';
import { migrate } from '../../../../../src/main/project/migrations';
import { importedFace, temporaryFolder } from '../support';

describe('putImage', () => {
  it('knows an image by source and path, and notices when it changes', () => {
    const database = new Database(join(temporaryFolder(), 'project.db'), { readOnly: false });
    migrate(database);
    for (const id of [1, 2]) {
      const sql = `INSERT INTO sources (id, kind, folder, origin, added_at) VALUES (?, 'folder', ?, '', '')`;
      database.run(sql, id, `/images/${id}`);
    }
    expect(putImage(database, importedFace(1))).toEqual({ id: 1, changed: false });
    expect(putImage(database, importedFace(1))).toEqual({ id: 1, changed: false });
    expect(putImage(database, importedFace(1, { sourceId: 2 }))).toEqual({ id: 2, changed: false });
    expect(putImage(database, importedFace(1, { imageWidthPx: 150 }))).toEqual({ id: 1, changed: true });
    expect(putImage(database, importedFace(1, { contentHash: 'new' }))).toEqual({ id: 1, changed: true });
    expect(putImage(database, importedFace(1, { contentHash: 'new' }))).toEqual({ id: 1, changed: false });
    database.close();
  });
});
