import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testingSplit, trainingSplit, type Face } from '@shared/domain/face';
import type { FaceEdit } from '@shared/domain/edit';
import { Random } from '../src/main/learning/random';
import type { Project } from '../src/main/project/project';
import { job, withProject, withStudio } from './projectWork';

const who = 'bench';
/** Rare values, and a border that is a matter of degree: where it should matter whom one labels. */
const attribute = 'pose';
const heldOut = 1_500;

interface Wishes {
  /** Labelled before anything is known, by chance. */
  readonly first: number;
  /** Labelled in a round. */
  readonly batch: number;
  readonly rounds: number;
  /** Of each training, so that what differs is the labels alone. */
  readonly steps: number;
  readonly seeds: readonly number[];
}

const ways = ['by chance', 'by facet next'] as const;
type Way = (typeof ways)[number];

/**
 * Labels poses in rounds, by chance and as a run chooses, and trains anew after each: how well each network tells poses
 * of the same training faces that nobody labelled.
 */
export async function main(original: string, wishes: Wishes): Promise<void> {
  for (const seed of wishes.seeds) {
    for (const way of ways) {
      const folder = mkdtempSync(join(tmpdir(), 'facet-next-'));
      try {
        cpSync(original, folder, { recursive: true });
        await labelInRounds(folder, way, seed, wishes);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  }
}

async function labelInRounds(folder: string, way: Way, seed: number, wishes: Wishes): Promise<void> {
  const { first, batch, rounds, steps } = wishes;
  const truth = withProject(folder, (project) => hideLabels(project, seed));
  const order = Int32Array.from(truth.keys());
  Random.fromSeed(seed, 'by chance').shuffle(order);
  let unlabelled = [...order];
  const label = (faces: readonly number[]): void => {
    const chosen = new Set(faces);
    unlabelled = unlabelled.filter((face) => !chosen.has(face));
    const edits = faces.map((faceId) => labelEdit(faceId, truth.get(faceId)!));
    withProject(folder, (project) => project.journal.apply(edits, who));
  };
  label(unlabelled.slice(0, first));
  for (let round = 0; round <= rounds; round += 1) {
    const run = `round ${round}`;
    const chosen = await withStudio(folder, async (studio) => {
      await job(studio, 'runs.train', {
        ...{ preset: 'studio', heads: [attribute], inputSizePx: 32, batchSize: 32 },
        ...{ learningRate: 0.001, steps, seed, name: run },
      });
      const { metrics, floors } = await job(studio, 'runs.evaluate', {
        run,
        split: testingSplit,
        checkpoint: 'newest',
      });
      const share = (value: number | undefined): string => value!.toFixed(4);
      console.log(
        `seed ${seed}, ${way}, ${first + round * batch} labels: accuracy ${share(metrics[`accuracy/${attribute}`])} ` +
          `(a constant ${share(floors[`accuracy/${attribute}`])}), balanced ${share(metrics[`balanced_accuracy/${attribute}`])}`,
      );
      if (round === rounds || way === 'by chance') return unlabelled.slice(0, batch);
      const { queue } = await job(studio, 'labels.next', { run, checkpoint: 'newest', count: batch });
      return queue.map(({ faceId }) => faceId);
    });
    if (round < rounds) label(chosen);
  }
}

/** Takes the labels off all faces that may be labelled, and answers what they were; others become the test faces. */
function hideLabels(project: Project, seed: number): ReadonlyMap<number, Face['attributes'][string]> {
  const tests = [...project.faces.list({ splits: [testingSplit] })];
  const faces = [...project.faces.list({ splits: [trainingSplit] })];
  const order = Int32Array.from(faces.keys());
  Random.fromSeed(seed, 'held out').shuffle(order);
  const held = new Set([...order.subarray(0, heldOut)]);
  const open = faces.filter((_, index) => !held.has(index));
  const edits: FaceEdit[] = [
    ...tests.map(({ id }) => ({ faceId: id, kind: 'deleted', to: true }) as const),
    ...[...held].map((index) => ({ faceId: faces[index]!.id, kind: 'split', to: testingSplit }) as const),
    ...open.map(({ id }) => labelEdit(id, null)),
  ];
  project.journal.apply(edits, who);
  return new Map(open.map((face) => [face.id, face.attributes[attribute]!]));
}

function labelEdit(faceId: number, to: Face['attributes'][string] | null): FaceEdit {
  return { faceId, kind: 'attribute', attribute, to: to ?? null };
}
