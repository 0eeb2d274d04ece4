import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedParams } from '@shared/contract/channels';
import type { LabelNextReport } from '@shared/contract/labelNext';
import { testingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import type { LookResult } from '../learning/engine/protocol';
import type { FaceTable } from '../learning/faceTable';
import { Random } from '../learning/random';
import { headForms } from '../prediction/headForms';
import { prepareFaces } from '../runs/faceTables';
import { tableWithoutCrops } from '../runs/floors';
import { labelledByHead } from '../runs/labelledFaces';
import { modelContext, type RunServices } from '../runs/services';
import { chooseDiverse, Coverage, type FeatureRows } from './kCentre';
import { facesUncertainty, headUncertainty } from './uncertainty';

/** Labelled faces that stand for all of them: distances to more take longer and tell little else. */
const mostKnown = 500;
/** Of more, those that are looked at first are drawn by chance. */
const mostCandidates = 20_000;

/**
 * Which faces to label next, by what a run's model is unsure of and how unlike what is labelled they are: kept as the
 * project's queue, in that order. Faces that lack some labels count for the heads of these; the test faces are left
 * alone, since what was chosen by a model must not judge it.
 *
 * Fails with `run-unknown`, `nothing-to-label`, and as the engine fails; the queue before then stays.
 */
export async function labelNext(
  { project, engines, reader, job }: Omit<RunServices, 'emit'>,
  wishes: ParsedParams<'labels.next'>,
): Promise<LabelNextReport> {
  const startedMs = performance.now();
  const run = project.runs.get(wishes.run);
  const splits = Object.keys(project.faces.splits()).filter((split) => split !== testingSplit);
  const columns = project.faces.forLearning({ splits }, run.template);
  const labelled = labelledByHead(
    tableWithoutCrops(columns, run.configuration.input.crop),
    modelContext(run),
  );
  const isCandidate = (row: number): boolean => labelled.some((has) => has[row] === 0);
  const rows = Array.from({ length: columns.count }, (_, row) => row);
  const candidates = drawn(rows.filter(isCandidate), mostCandidates, 'candidates');
  if (candidates.length === 0) {
    fail(
      'nothing-to-label',
      `Every face has the labels that “${run.name}” learns from. Import photos without labels, or choose a run with other heads.`,
    );
  }
  const known = drawn(
    rows.filter((row) => !isCandidate(row)),
    mostKnown,
    'known',
  );
  const asked = new Set([...candidates, ...known].map((row) => columns.faceIds[row]!));
  const { table, problems } = await prepareFaces(
    project.faces.forLearning({ ids: [...asked] }, run.template),
    {
      input: run.configuration.input,
      attributes: run.template.attributes,
      cacheFolder: project.cacheFolder,
      reader,
      context: job,
    },
  );
  const looked = await engines.request(
    {
      kind: 'look',
      ...modelContext(run),
      runFolder: project.runs.folder(run.id),
      checkpoint: wishes.checkpoint,
      faces: table,
    },
    job,
    (event) => event.type === 'progress' && job.progress(event),
  );
  const queue = await choose(run, table, looked, wishes.count, job);
  project.lists.keepQueue({ run: run.name, at: new Date().toISOString(), faces: queue });
  return {
    run: run.name,
    candidates: candidates.length,
    queue: queue.map(({ id, uncertainty }) => ({
      faceId: id,
      uncertainty,
      image: project.faces.get(id).imagePath,
    })),
    seconds: (performance.now() - startedMs) / 1000,
    problems,
  };
}

function drawn(rows: readonly number[], most: number, stream: string): number[] {
  if (rows.length <= most) return [...rows];
  const order = Int32Array.from(rows);
  Random.fromSeed(1, stream).shuffle(order);
  return [...order.subarray(0, most)];
}

async function choose(
  run: RunRecord,
  table: FaceTable,
  looked: LookResult,
  count: number,
  job: RunServices['job'],
): Promise<{ readonly id: number; readonly uncertainty: number }[]> {
  const labelled = labelledByHead(table, modelContext(run));
  const forms = headForms(modelContext(run));
  const sides = Float64Array.from({ length: table.count }, (_, face) => table.regions[face * 4 + 2]!);
  const doubts = forms.map((form, head) => {
    const uncertainty = headUncertainty(looked, form);
    // Pixels of a large face are no larger doubt: shares of what the network was shown.
    const isPixels = form.form.kind === 'points' && form.form.unit === 'pixels';
    return {
      uncertainty: isPixels ? uncertainty.map((doubt, face) => doubt / sides[face]!) : uncertainty,
      lacking: labelled[head]!.map((has) => 1 - has),
    };
  });
  const uncertainty = facesUncertainty(doubts, table.count);
  const features: FeatureRows = { values: looked.features, width: looked.featureWidth };
  const coverage = new Coverage(features);
  for (let face = 0; face < table.count; face += 1) {
    if (labelled.some((has) => has[face] === 0)) continue;
    coverage.cover(features, face);
    if (face % 32 === 0) await nextTurn();
    job.signal.throwIfAborted();
  }
  const queue: { id: number; uncertainty: number }[] = [];
  for (const face of chooseDiverse(features, uncertainty, coverage)) {
    if (queue.length >= count) break;
    queue.push({ id: table.faceIds[face]!, uncertainty: uncertainty[face]! });
    job.progress({ phase: 'choosing faces', done: queue.length, total: count });
    await nextTurn();
    job.signal.throwIfAborted();
  }
  return queue;
}
