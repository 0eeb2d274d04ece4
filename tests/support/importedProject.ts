import { join } from 'node:path';
import { drawMtfl } from './drawnFaces';
import { facetJson } from './facet';
import { temporaryFolder } from './temporaryFolder';

/** The folder of a project with drawn faces, imported as a person does it; gone with the test. */
export async function importedProject(faces = { training: 16, testing: 2 }): Promise<string> {
  const folder = temporaryFolder();
  const project = join(folder, 'project');
  await drawMtfl(join(folder, 'data'), faces);
  await facetJson(['import', join(folder, 'data'), '--project', project]);
  return project;
}
