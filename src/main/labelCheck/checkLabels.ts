import type { ParsedParams } from '@shared/contract/channels';
import type { LabelCheckReport } from '@shared/contract/labelCheck';
import { confirmedSubject } from '@shared/domain/confirmed';
import { trainingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import { labelSuspicion } from '@shared/insight/labelSuspicion';
import { outOfFoldSplit } from '@shared/insight/ranking';
import type { RunConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { totalSteps } from '../learning/estimator/duration';
import type { FaceTable } from '../learning/faceTable';
import { createMultiHead } from '../learning/heads/multiHead';
import { allTargets } from '../project/results/headTargets';
import { prepareFaces, selectRows } from '../runs/faceTables';
import { constantFloors } from '../runs/floors';
import { labelledFaces } from '../runs/labelledFaces';
import { modelContext, type RunServices } from '../runs/services';
import { checkedFaces } from './checkedFaces';
import { rowsOfFold } from './folds';
import { checkDigest, FoldStore } from './foldStore';
import { joinFolds, type FoldResult } from './joinFolds';

/** Passes over the training faces that are enough to doubt labels by, where a run has had more. */
const modestEpochs = 8;

/**
 * Asks about every labelled training face a network that has not learnt from it: the faces are dealt to folds, and for each
 * fold a network of the run's configuration learns from the others, for a modest time. What they say is kept as an
 * evaluation of the run on the split `out-of-fold`, in which labels are ranked by how far they are to be doubted.
 *
 * Stopped, it goes on from the last checkpoint when it is begun again with the same faces, labels and wishes. Fails
 * with `run-unknown`, `too-few-faces`, and as the engine fails.
 */
export async function checkLabels(
  services: RunServices,
  wishes: ParsedParams<'labels.check'>,
): Promise<LabelCheckReport> {
  const { project, engines, reader, job } = services;
  const startedMs = performance.now();
  const run = project.runs.get(wishes.run);
  const labelsRead = { readAt: new Date().toISOString(), journalId: project.journal.lastId() };
  const all = project.faces.forLearning({ splits: [trainingSplit] }, run.template);
  const columns = labelledFaces(all, modelContext(run));
  requireEnough(columns.contentHashes, wishes.folds);
  const prepared = await prepareFaces(columns, {
    input: run.configuration.input,
    attributes: run.template.attributes,
    cacheFolder: project.cacheFolder,
    reader,
    context: job,
  });
  const checked = checkedFaces(prepared, foldConfiguration(run, wishes), wishes.folds, run.template);
  const { configuration, table, contentHashes, dealt, leftOut } = checked;
  requireEnough(contentHashes, wishes.folds);
  if (leftOut.length > 0) {
    job.note(
      `Not checked, since what is labelled outside one of the folds is nothing, or of one value alone: ${leftOut.join(', ')}. ` +
        'Label two images or more of a second value.',
    );
  }
  const store = new FoldStore(project.runs.folder(run.id));
  if (store.open(checkDigest(configuration, dealt, contentHashes, table))) {
    job.note('An earlier check of the same labels is gone on with.');
  }
  const engine = await engines.description(job);
  const results: FoldResult[] = [];
  for (let fold = 0; fold < wishes.folds; fold += 1) {
    const known = store.resultOf(fold);
    results.push(
      known ??
        (await askFold(services, { run, configuration, table, dealt, store, fold, folds: wishes.folds })),
    );
  }
  const context = { ...modelContext(run), configuration };
  const multiHead = createMultiHead(configuration.heads, context);
  const joined = joinFolds(results, multiHead, table, configuration.batchSize);
  const { confusion, faces } = joined;
  const globalStep = Math.max(...results.map((result) => result.globalStep));
  const metrics = { ...joined.metrics, global_step: globalStep };
  const seconds = (performance.now() - startedMs) / 1000;
  const floors = constantFloors(context, columns, table);
  const evaluation = project.evaluations.record(
    run.id,
    { split: outOfFoldSplit, checkpoint: 'newest', globalStep, seconds, engine, metrics, floors, confusion },
    table.faceIds,
    faces,
    { ...labelsRead, targets: allTargets(configuration.heads, run.template, table) },
  );
  store.clear();
  const suspects = configuration.heads.flatMap(({ name, target }) => {
    const head = project.evaluations.columns(evaluation.id, name);
    if (!head || (head.form.form !== 'choice' && head.form.form !== 'tags')) return [];
    const confirmed = new Set(
      project.facets.byValue({ by: 'confirmed', subject: confirmedSubject(target) }).get(1),
    );
    const doubted = labelSuspicion(head).suspects.filter(
      (suspect, face) => suspect === 1 && !confirmed.has(head.faceIds[face]!),
    );
    return [[name, doubted.length] as const];
  });
  return {
    run: run.name,
    split: outOfFoldSplit,
    folds: wishes.folds,
    faces: table.count,
    suspects: Object.fromEntries(suspects),
    metrics,
    floors,
    engine,
    seconds,
    problems: prepared.problems,
  };
}

/** Two faces of each fold, and no fold without an image. */
function requireEnough(contentHashes: readonly string[], folds: number): void {
  const [faces, images] = [contentHashes.length, new Set(contentHashes).size];
  if (faces >= 2 * folds && images >= folds) return;
  fail(
    'too-few-faces',
    `There are ${faces} training faces with a label that could be checked, of ${images} images: too few for ${folds} folds. Label or import more, or ask for fewer folds.`,
  );
}

interface Fold {
  readonly run: RunRecord;
  readonly configuration: RunConfiguration;
  readonly table: FaceTable;
  readonly dealt: Uint8Array;
  readonly store: FoldStore;
  readonly fold: number;
  readonly folds: number;
}

/** Trains a fold's network, or goes on with it, and asks it about the faces that it has not seen. */
async function askFold(
  { engines, job }: RunServices,
  { run, configuration, table, dealt, store, fold, folds }: Fold,
): Promise<FoldResult> {
  const { attributes } = run.template;
  const { asked, learnt } = rowsOfFold(dealt, fold);
  const training = selectRows(table, learnt, attributes);
  const steps = totalSteps(configuration.duration, training.count, configuration.batchSize);
  const model = {
    ...modelContext(run),
    configuration: { ...configuration, seed: configuration.seed + fold },
  };
  const runFolder = store.folderOf(fold);
  await engines.request(
    { kind: 'train', ...model, runFolder, training, validation: null, resume: true },
    job,
    (event) => {
      if (event.type !== 'step') return;
      const done = fold * steps + event.step.globalStep;
      job.progress({ phase: 'checking labels', done, total: folds * steps });
    },
  );
  // A training that is stopped ends with a checkpoint, and without an error.
  job.signal.throwIfAborted();
  const faces = selectRows(table, asked, attributes);
  const { globalStep, logits } = await engines.request(
    { kind: 'evaluate', ...model, runFolder, checkpoint: 'newest', faces },
    job,
  );
  const result = { rows: asked, globalStep, logits };
  store.finish(fold, result);
  return result;
}

/**
 * The run's own, without what a fold has no use for: its network begins by chance, so that nothing is to be frozen, and holds no
 * faces out by which an adviser's word could be weighed.
 */
export function foldConfiguration(
  run: Pick<RunRecord, 'configuration'>,
  { epochs }: { readonly epochs?: number | undefined },
): RunConfiguration {
  const {
    startFrom: _startFrom,
    frozenTrunk: _frozenTrunk,
    adviser: _adviser,
    ...configuration
  } = run.configuration;
  const { duration } = configuration;
  const modest = 'epochs' in duration ? { epochs: Math.min(duration.epochs, modestEpochs) } : duration;
  return {
    ...configuration,
    duration: epochs === undefined ? modest : { epochs },
    validationFraction: 0,
    headPatience: 0,
    gradientSamples: 0,
  };
}
