import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Attribute } from '@shared/domain/attribute';
import type { Face } from '@shared/domain/face';
import { Random } from '../src/main/learning/random';
import { openProject, type Project } from '../src/main/project/project';

const root = resolve(import.meta.dirname, '..');
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

/** Trains a base without smiles, then a head on a few labelled ones: from the base's trunk and from chance. */
export async function main(folder: string, wishes: Wishes): Promise<void> {
  const seeds = wishes.seeds.split(',').map(Number);
  const withProject = <Value>(work: (project: Project) => Value): Value => {
    const project = openProject(folder, { mode: 'write' });
    try {
      return work(project);
    } finally {
      project.close();
    }
  };
  const isBased = withProject((project) => {
    if (!project.template.attributes.some(({ id }) => id === grin.id)) {
      project.journal.changeTemplate({ kind: 'attribute-added', attribute: grin }, {}, who);
    }
    return project.runs.find(base) !== null;
  });
  if (!isBased) {
    facet(
      'train',
      folder,
      base,
      '--heads',
      'landmarks,gender,glasses,pose',
      '--epochs',
      wishes['base-epochs'],
    );
  }
  for (const seed of seeds) {
    withProject((project) => label(project, Number(wishes.labels), seed));
    const common = ['--heads', grin.id, '--epochs', wishes.epochs, '--seed', String(seed)];
    const ways: Readonly<Record<string, readonly string[]>> = {
      scratch: [],
      warm: ['--start-from', base],
      'frozen, then fine-tuned': ['--start-from', base, '--freeze-trunk', String(Number(wishes.epochs) / 2)],
      frozen: ['--start-from', base, '--freeze-trunk', wishes.epochs],
    };
    for (const [way, words] of Object.entries(ways)) {
      const run = `transfer ${way} ${seed} ${Date.now()}`;
      facet('train', folder, run, ...common, ...words);
      const result = facet('evaluate', folder, run) as Record<string, number> & {
        readonly floors: Readonly<Record<string, number>>;
      };
      const [accuracy, balanced, constant] = [
        result['accuracy/grin'],
        result['balanced_accuracy/grin'],
        result.floors['accuracy/grin'],
      ].map((share) => share!.toFixed(4));
      console.log(
        `seed ${seed}, ${way}: accuracy ${accuracy}, balanced ${balanced} (a constant ${constant})`,
      );
    }
  }
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

function facet(command: string, folder: string, run: string, ...words: string[]): unknown {
  const name = command === 'train' ? '--name' : '--run';
  const ended = spawnSync(
    process.execPath,
    [resolve(root, 'scripts/facet.mjs'), command, '--project', folder, name, run, ...words, '--json'],
    { encoding: 'utf8' },
  );
  if (ended.status !== 0) throw new Error(`${command} ${run}: ${ended.stdout} ${ended.stderr}`);
  return JSON.parse(ended.stdout.trim().split('\n').at(-1)!);
}
