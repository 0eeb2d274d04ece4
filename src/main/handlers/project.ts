import type { ProjectSummary } from '@shared/contract/reports';
import { openOrCreateProject, openProject, type Project } from '../project/project';
import type { HandlersOf, OpenProject } from './room';

export function projectHandlers(open: OpenProject): HandlersOf<'project'> {
  return {
    'project.open': ({ folder, mode }) =>
      summarize(
        open.replace(() => (mode === 'create' ? openOrCreateProject(folder) : openProject(folder, { mode }))),
      ),
    'project.summary': () => summarize(open.current),
    'project.template': () => open.current.template,
  };
}

function summarize(project: Project): ProjectSummary {
  return {
    folder: project.folder,
    faces: project.faces.count(),
    splits: project.faces.splits(),
    runs: project.runs.count(),
  };
}
