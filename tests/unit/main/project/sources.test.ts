import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFaces, importedFace, temporaryFolder, temporaryProject } from './support';

describe('SourceRepository', () => {
  it('knows a folder again', () => {
    const { sources } = temporaryProject();
    const folder = temporaryFolder();
    const source = sources.add({ kind: 'folder', folder });
    expect(sources.add({ kind: 'folder', folder: `${folder}/` })).toEqual(source);
    expect(sources.find(folder)).toEqual({ id: source.id, kind: 'folder', folder, origin: folder });
    expect(sources.find(join(folder, 'other'))).toBeUndefined();
    expect(sources.list()).toEqual([source]);
    expect(() => sources.get(99)).toThrow(expect.objectContaining({ code: 'source-unknown' }));
  });

  it('does not take a neighbour with a like name for a folder of the project', () => {
    const project = temporaryProject();
    const neighbour = `${project.folder}-images`;
    expect(project.sources.add({ kind: 'folder', folder: neighbour }).folder).toBe(neighbour);
    const dotted = join(project.folder, '..images');
    expect(project.sources.add({ kind: 'folder', folder: dotted }).folder).toBe(dotted);
    expect(project.sources.add({ kind: 'folder', folder: project.folder }).folder).toBe(project.folder);
  });

  it('is pointed to where its images are now, if they are there', () => {
    const project = temporaryProject();
    importFaces(project, [importedFace(1)]);
    const [source] = project.sources.list();
    const wrong = temporaryFolder();
    expect(() => project.sources.relink(source!.id, wrong)).toThrow(
      expect.objectContaining({ code: 'source-mismatch', message: expect.stringContaining('000001.jpg') }),
    );
    const right = temporaryFolder();
    mkdirSync(join(right, 'faces'));
    writeFileSync(join(right, 'faces', '000001.jpg'), '');
    expect(project.sources.relink(source!.id, right).folder).toBe(right);
    expect(project.faces.forLearning().imagePaths).toEqual([join(right, 'faces', '000001.jpg')]);
    const other = project.sources.add({ kind: 'folder', folder: wrong });
    expect(() => project.sources.relink(other.id, right)).toThrow('another source');
  });
});
