import type { ParsedParams } from '@shared/contract/channels';
import type { StepReport } from '@shared/contract/steps';
import { acceptedFrom } from '@shared/domain/author';
import { confirmedPoints } from '@shared/domain/confirmed';
import { acceptWished } from '@shared/domain/suggestion';
import { fail } from '@shared/result';
import type { JobContext } from '../jobs/context';
import type { Project } from '../project/project';
import { editEach } from '../project/stepJobs';
import { personName } from '../runtime/person';
import { suggestionsOf } from './suggestion';

/**
 * Takes over what a run says of many faces, as one step. Stopped, it is a step of the faces until there. Fails with
 * `run-unknown`, `face-unknown`, `edit-invalid`, and with `no-suggestions` where the run has said nothing of any of them.
 */
export async function acceptSuggestions(
  project: Project,
  { run: runName, faceIds, ...wish }: ParsedParams<'faces.acceptMany'>,
  job: JobContext,
): Promise<StepReport> {
  const run = project.runs.get(runName);
  const { template } = project;
  const known = [confirmedPoints, ...template.attributes.map(({ id }) => id)];
  const unknown = wish.subjects.find((subject) => !known.includes(subject));
  if (unknown !== undefined) fail('edit-invalid', `This project has no attribute "${unknown}".`);
  let suggested = 0;
  const report = await editEach(
    project,
    (part) => {
      const suggestions = suggestionsOf(project, part, run);
      suggested += suggestions.size;
      return project.faces.getAll([...suggestions.keys()]).flatMap((face) => {
        return acceptWished(template, face, suggestions.get(face.id)!, wish);
      });
    },
    faceIds,
    acceptedFrom(run.name, personName()),
    job,
  );
  if (suggested === 0 && !job.signal.aborted) {
    fail(
      'no-suggestions',
      `“${run.name}” has said nothing of these faces. Compute its suggestions first, then accept them.`,
    );
  }
  return report;
}
