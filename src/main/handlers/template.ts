import type { JobRunner } from '../jobs/jobRunner';
import { templateUsage } from '../library/templateUsage';
import { changeTemplateOfMany } from '../project/stepJobs';
import { readScheme } from '../schemes/readScheme';
import { personName } from '../runtime/person';
import type { ProjectNews } from './news';
import { startingOn, type HandlersOf, type OpenProject } from './room';

/** What the project labels, and how a person changes it. */
export function templateHandlers(
  open: OpenProject,
  jobs: JobRunner,
  news: ProjectNews,
): HandlersOf<'template'> {
  const start = startingOn(open, jobs);
  return {
    'template.change': ({ change, moves }) =>
      open.current.journal.changeTemplate(change, moves, personName()),
    'template.changeMany': ({ change, moves }) =>
      start((project, job) => changeTemplateOfMany(project, change, moves, job).finally(() => news.flush())),
    'template.usage': () => templateUsage(open.current, open.library),
    'template.readScheme': ({ text, name }) => readScheme(text, name),
  };
}
