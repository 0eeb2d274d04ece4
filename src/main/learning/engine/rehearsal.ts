import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs-core';
import { advisedHeads } from '@shared/learning/adviser';
import { Adviser } from '../adviser/adviser';
import { adviserFeatures, adviserNetworkNames as networks } from '../adviser/adviserGraph';
import { identity } from '../augmentation/affine';
import { inferLooks } from '../estimator/inference';
import type { Session } from '../estimator/session';
import { FrozenModel } from '../frozenModel';
import { aligningHead } from '../heads/places';
import { Model } from '../model';
import { openCropReader } from '../pipeline/cropReader';
import { randomFaces } from '../pipeline/randomFaces';
import { Random } from '../random';
import { Eyes } from '../teacher/eyes';
import { bench } from './bench';
import type { ModelContext, Rehearsal } from './protocol';

/** Timed, after those that warm the backend up. */
const steps = 3;
/** As many as are looked at at once. */
const faceCount = 32;

/** How long the parts of a training take on this machine, each timed on noise. Fails with `model-missing` or `model-broken`. */
export async function rehearse(
  context: ModelContext,
  firstLooks: boolean,
  session: Session,
): Promise<Rehearsal> {
  const { configuration } = context;
  const { millisecondsPerStep } = await bench({ configuration, context, faces: null, steps }, session);
  const quiet: Session = { ...session, report: () => undefined };
  const isAdvised = advisedHeads(configuration).length > 0;
  const taught = firstLooks && configuration.teacher ? await millisecondsOfEyes(context) : 0;
  const advised = firstLooks && isAdvised ? await millisecondsOfAdviser(context) : 0;
  return {
    millisecondsPerStep: millisecondsPerStep.median,
    millisecondsPerFirstLook: taught + advised,
    millisecondsPerAnswer: await millisecondsOfAnswers(context, quiet),
  };
}

async function millisecondsOfEyes(context: ModelContext): Promise<number> {
  const faces = noise(context);
  const crops = openCropReader(faces.crops, false);
  const eyes = new Eyes();
  const placements = Array.from({ length: faceCount }, () => identity);
  try {
    return await millisecondsPerFace(async () => {
      await eyes.see((face) => crops.row(face), placements);
    });
  } finally {
    eyes.dispose();
    crops.close();
  }
}

async function millisecondsOfAdviser({ configuration: { input } }: ModelContext): Promise<number> {
  const adviser = new Adviser(input, networks);
  const images = tf.zeros<tf.Rank.R4>([faceCount, input.sizePx, input.sizePx, 3]);
  try {
    return await millisecondsPerFace(() => {
      tf.tidy(() => adviser.look(images).dataSync());
      return Promise.resolve();
    });
  } finally {
    images.dispose();
    adviser.dispose();
  }
}

/** As a face is answered in the end, from all views and with an adviser, if there is one. */
async function millisecondsOfAnswers(context: ModelContext, session: Session): Promise<number> {
  const { configuration } = context;
  const model = new Model(configuration, context);
  const aligning = configuration.views?.realigned ? aligningHead(model.multiHead.heads) : null;
  // Of no extent, so that a face is looked at again as it is: that takes as long.
  model.alignedShape = aligning && new Float32Array(aligning.logitsWidth);
  const advised = new Set(advisedHeads(configuration).map(({ name }) => name));
  const rows = adviserFeatures(networks) + 1;
  model.advice = Object.fromEntries(
    model.multiHead.heads
      .filter(({ name }) => advised.has(name))
      .map(({ name, logitsWidth }) => {
        const weights = Array<number>(rows * logitsWidth).fill(0);
        return [name, { networks, weights, share: 0.5 }];
      }),
  );
  const frozen = new FrozenModel(model);
  const faces = noise(context);
  try {
    return await millisecondsPerFace(async () => {
      await inferLooks(frozen, configuration, faces, session, 'timing answers');
    });
  } finally {
    frozen.dispose();
    model.dispose();
  }
}

function noise(context: ModelContext): ReturnType<typeof randomFaces> {
  const { configuration } = context;
  return randomFaces(
    configuration.input,
    context,
    faceCount,
    Random.fromSeed(configuration.seed, 'rehearsal'),
  );
}

/** Of the second time: the first one chooses algorithms and compiles. */
async function millisecondsPerFace(work: () => Promise<void>): Promise<number> {
  await work();
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / faceCount;
}
