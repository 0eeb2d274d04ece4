import type { StudioEvent } from '@shared/contract/events';
import type { ProjectSummary } from '@shared/contract/reports';
import { openOrCreateProject, openProject, type Project } from '../project/project';
import type { HandlersOf, OpenProject } from './room';

export function projectHandlers(
  open: OpenProject,
  emit: (event: StudioEvent) => void,
): HandlersOf<'project'> {
  return {
    'project.open': ({ folder, mode }) => {
      const project = open.replace(folder, () =>
        mode === 'create' ? openOrCreateProject(folder) : openProject(folder, { mode }),
      );
      emit({ name: 'project.opened', payload: { folder: project.folder } });
      return summarize(project);
    },
    'project.discard': () => ({ discarded: open.discard() }),
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
