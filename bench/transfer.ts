import type { JobResults, Params } from '@shared/contract/channels';
import { runJob } from '@shared/contract/client';
import type { Attribute } from '@shared/domain/attribute';
import type { Face } from '@shared/domain/face';
import { Random } from '../src/main/learning/random';
import { openProject, type Project } from '../src/main/project/project';
import { createStudio, type Studio } from '../src/main/studio';

const who = 'bench';
const base = 'transfer-base';

/** What nobody has labelled here before: of some faces it is now, by MTFL's own answer, and of all the test faces. */
const grin: Attribute = {
  ...{ id: 'grin', name: 'Grin', kind: 'boolean', mirrorSwaps: [] },
  values: [
    { id: 'no', name: 'No' },
    { id: 'yes', name: 'Yes' },
  ],
};

interface Wishes {
  readonly 'base-epochs': string;
  readonly epochs: string;
  readonly labels: string;
  readonly seeds: string;
}

/** Small pictures: a step is quick, and what is compared is the start. */
const common = { preset: 'studio', inputSizePx: 32, batchSize: 32 } as const;

/** Trains a base without smiles, then a head on a few labelled ones: from the base's trunk and from chance. */
export async function main(folder: string, wishes: Wishes): Promise<void> {
  const [baseEpochs, epochs, labels] = [wishes['base-epochs'], wishes.epochs, wishes.labels].map(Number) as [
    number,
    number,
    number,
  ];
  const isBased = withProject(folder, (project) => {
    if (!project.template.attributes.some(({ id }) => id === grin.id)) {
      project.journal.changeTemplate({ kind: 'attribute-added', attribute: grin }, {}, who);
    }
    return project.runs.find(base) !== undefined;
  });
  if (!isBased) {
    const heads = ['landmarks', 'gender', 'glasses', 'pose'];
    await withStudio(folder, (studio) =>
      job(studio, 'runs.train', { ...common, batchSize: 64, heads, epochs: baseEpochs, name: base }),
    );
  }
  const ways: Readonly<Record<string, Params<'runs.train'>>> = {
    'from chance': {},
    'from the trunk': { startFrom: base },
    'frozen, then fine-tuned': { startFrom: base, freezeTrunkEpochs: epochs / 2 },
    'frozen for good': { startFrom: base, freezeTrunkEpochs: epochs },
  };
  for (const seed of wishes.seeds.split(',').map(Number)) {
    withProject(folder, (project) => label(project, labels, seed));
    await withStudio(folder, async (studio) => {
      for (const [way, start] of Object.entries(ways)) {
        const run = `${way} ${seed} ${Date.now()}`;
        await job(studio, 'runs.train', { ...common, ...start, heads: [grin.id], epochs, seed, name: run });
        const { metrics, floors } = await job(studio, 'runs.evaluate', {
          ...{ run, split: 'testing', checkpoint: 'newest' },
        });
        const shares = [metrics['accuracy/grin'], metrics['balanced_accuracy/grin'], floors['accuracy/grin']];
        const [accuracy, balanced, constant] = shares.map((share) => share!.toFixed(4));
        console.log(
          `seed ${seed}, ${way}: accuracy ${accuracy}, balanced ${balanced} (a constant ${constant})`,
        );
      }
    });
  }
}

function withProject<Value>(folder: string, work: (project: Project) => Value): Value {
  const project = openProject(folder, { mode: 'write' });
  try {
    return work(project);
  } finally {
    project.close();
  }
}

async function withStudio<Value>(folder: string, work: (studio: Studio) => Promise<Value>): Promise<Value> {
  const studio = createStudio();
  try {
    await studio.request('project.open', { folder, mode: 'write' });
    return await work(studio);
  } finally {
    await studio.close();
  }
}

async function job<Name extends 'runs.train' | 'runs.evaluate'>(
  studio: Studio,
  name: Name,
  params: Params<Name>,
): Promise<JobResults[Name]> {
  const end = await runJob(studio, name, params);
  if (!end.result) throw new Error(end.error?.message ?? `${name} has no result.`);
  return end.result;
}

/** Takes the attribute off every training face, and gives it to as many as are wanted, and to all test faces. */
function label(project: Project, labels: number, seed: number): void {
  const faces = [...project.faces.list({ splits: ['training'] })];
  const order = Int32Array.from(faces.keys());
  Random.fromSeed(seed, 'transfer').shuffle(order);
  const chosen = new Set([...order.subarray(0, labels)].map((index) => faces[index]!.id));
  const valueOf = (face: Face): string => String(face.attributes['smile']);
  const edit = (face: Face, to: string | null) => ({
    ...{ faceId: face.id, kind: 'attribute' as const, attribute: grin.id },
    to,
  });
  const tests = [...project.faces.list({ splits: ['testing'] })];
  project.journal.apply(
    [
      ...faces
        .filter((face) => chosen.has(face.id) || face.attributes[grin.id] !== undefined)
        .map((face) => edit(face, chosen.has(face.id) ? valueOf(face) : null)),
      ...tests.map((face) => edit(face, valueOf(face))),
    ],
    who,
  );
}
