import type { Params } from '@shared/contract/channels';
import type { Attribute } from '@shared/domain/attribute';
import type { Face } from '@shared/domain/face';
import { Random } from '../src/main/learning/random';
import type { Project } from '../src/main/project/project';
import { job, withProject, withStudio } from './projectWork';

const who = 'bench';
const base = 'transfer-base';

/**
 * What nobody has labelled here before: of some faces it is now, by MTFL's own pose, and of all the test faces. The base
 * is told nothing of poses; points and poses have much in common.
 */
const looking: Attribute = {
  ...{ id: 'looking', name: 'Looking', kind: 'category', mirrorSwaps: [['left', 'right']] },
  values: [
    { id: 'left', name: 'Left' },
    { id: 'ahead', name: 'Ahead' },
    { id: 'right', name: 'Right' },
  ],
};
const lookOf: Readonly<Record<string, string>> = {
  left_profile: 'left',
  left: 'left',
  frontal: 'ahead',
  right: 'right',
  right_profile: 'right',
};

interface Wishes {
  readonly 'base-epochs': string;
  readonly epochs: string;
  readonly labels: string;
  readonly seeds: string;
}

/** Small pictures: a step is quick, and what is compared is the start. */
const common = { preset: 'studio', inputSizePx: 32, batchSize: 32 } as const;

/** Trains a base that is told of no pose, then a head on a few labelled ones: from the base's trunk and from chance. */
export async function main(folder: string, wishes: Wishes): Promise<void> {
  const [baseEpochs, epochs, labels] = [wishes['base-epochs'], wishes.epochs, wishes.labels].map(Number) as [
    number,
    number,
    number,
  ];
  const isBased = withProject(folder, (project) => {
    if (!project.template.attributes.some(({ id }) => id === looking.id)) {
      project.journal.changeTemplate({ kind: 'attribute-added', attribute: looking }, {}, who);
    }
    return project.runs.find(base) !== undefined;
  });
  if (!isBased) {
    const heads = ['landmarks', 'gender', 'smile', 'glasses'];
    await withStudio(folder, (studio) =>
      job(studio, 'runs.train', { ...common, batchSize: 64, heads, epochs: baseEpochs, name: base }),
    );
  }
  // A head alone on features that stay is a linear model: it takes longer steps than a network does.
  const heads = { startFrom: base, learningRate: 0.01, fineTuneRate: 0.001 };
  const ways: Readonly<Record<string, Params<'runs.train'>>> = {
    'from chance': {},
    'from the trunk': { startFrom: base },
    'frozen, then fine-tuned': { ...heads, freezeTrunkEpochs: epochs / 2 },
    'frozen for good': { ...heads, freezeTrunkEpochs: epochs },
  };
  for (const seed of wishes.seeds.split(',').map(Number)) {
    withProject(folder, (project) => label(project, labels, seed));
    await withStudio(folder, async (studio) => {
      for (const [way, start] of Object.entries(ways)) {
        const run = `${way} ${seed} ${Date.now()}`;
        await job(studio, 'runs.train', {
          ...common,
          ...start,
          heads: [looking.id],
          epochs,
          seed,
          name: run,
        });
        const { metrics, floors } = await job(studio, 'runs.evaluate', {
          ...{ run, split: 'testing', checkpoint: 'newest' },
        });
        const shares = [
          metrics['accuracy/looking'],
          metrics['balanced_accuracy/looking'],
          floors['accuracy/looking'],
        ];
        const [accuracy, balanced, constant] = shares.map((share) => share!.toFixed(4));
        console.log(
          `seed ${seed}, ${way}: accuracy ${accuracy}, balanced ${balanced} (a constant ${constant})`,
        );
      }
    });
  }
}

/** Takes the attribute off every training face, and gives it to as many as are wanted, and to all test faces. */
function label(project: Project, labels: number, seed: number): void {
  const faces = [...project.faces.list({ splits: ['training'] })];
  const order = Int32Array.from(faces.keys());
  Random.fromSeed(seed, 'transfer').shuffle(order);
  const chosen = new Set([...order.subarray(0, labels)].map((index) => faces[index]!.id));
  const valueOf = (face: Face): string => lookOf[String(face.attributes['pose'])]!;
  const edit = (face: Face, to: string | null) => ({
    ...{ faceId: face.id, kind: 'attribute' as const, attribute: looking.id },
    to,
  });
  const tests = [...project.faces.list({ splits: ['testing'] })];
  project.journal.apply(
    [
      ...faces
        .filter((face) => chosen.has(face.id) || face.attributes[looking.id] !== undefined)
        .map((face) => edit(face, chosen.has(face.id) ? valueOf(face) : null)),
      ...tests.map((face) => edit(face, valueOf(face))),
    ],
    who,
  );
}
