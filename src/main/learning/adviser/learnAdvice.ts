import * as tf from '@tensorflow/tfjs-core';
import { advisedHeads } from '@shared/learning/adviser';
import type { RunConfiguration } from '@shared/learning/configuration';
import { identity, type Affine } from '../augmentation/affine';
import { columnsDigest } from '../columnsDigest';
import { inBatches } from '../estimator/inference';
import type { Session } from '../estimator/session';
import type { FaceTable } from '../faceTable';
import { leastLabels } from '../heads/calibrate';
import { createFaceLabels, readFaceLabels } from '../heads/faceLabels';
import type { Head } from '../heads/head';
import { readTargets } from '../heads/targets';
import { imagesOf, type Model } from '../model';
import { alignmentTo } from '../pipeline/rowAlignment';
import { gathered } from '../regression/gathered';
import { fitLayer } from '../regression/layerRegression';
import { Adviser } from './adviser';
import { adviserFeatures, adviserNetworkNames as networks } from './adviserGraph';
import type { Advice, HeadAdvice } from './advice';
import { AdviceCache } from './adviceCache';

const width = adviserFeatures(networks);

/** What a head's advice is learnt from. */
interface Lesson {
  readonly head: Head;
  /** Shape [faces, classes]. */
  readonly values: Float32Array;
  /** Of the faces that are examples. */
  readonly rows: readonly number[];
}

/** As of the teacher's regressions, whose inputs are of the same scale: chosen on MTFL's faces. */
const ridge = 600;

/**
 * What the adviser tells of the heads' attributes, by a softmax regression on its features, learnt from these faces' labels. It sees each
 * face as it will when it is asked: in the view that its points ask for. A face whose points do not say it is no example. Heads with fewer
 * than `leastLabels` examples get no advice, and none of it counts yet. What was learnt of the same faces before is not learnt again.
 * Gives way between two batches; an abort rejects with the signal's reason. Fails with `model-missing`, `model-broken` or `disk-full`.
 */
export async function learnAdvice(
  configuration: RunConfiguration,
  model: Model,
  faces: FaceTable,
  session: Session,
): Promise<Advice> {
  const { heads, context } = model.multiHead;
  const names = new Set(advisedHeads(configuration).map(({ name }) => name));
  if (names.size === 0) return {};
  const views = viewsOf(configuration, model, faces);
  const lessons = heads
    .filter(({ name }) => names.has(name))
    .map((head) => {
      const { mask, values } = readTargets(head.targetReader(faces), faces, context);
      return { head, values, rows: [...views.keys()].filter((row) => views[row] && mask[row]! > 0) };
    })
    .filter(({ rows }) => rows.length >= leastLabels);
  // Where nothing can be learnt, nothing is looked at.
  if (lessons.length === 0) return {};
  const cache = new AdviceCache(faces.crops);
  const digest = digestOf(configuration, faces, views, lessons);
  const known = cache.get(digest);
  if (known) return known;
  const features = await featuresOf(configuration, model, faces, views, session);
  const advice: Record<string, HeadAdvice> = {};
  for (const { head, values, rows } of lessons) {
    const examples = gathered(features, width, rows);
    const targets = gathered(values, head.logitsWidth, rows);
    const layer = await fitLayer(examples, targets, ridge);
    tf.dispose([examples, targets]);
    advice[head.name] = { networks, weights: [...layer], share: 0 };
  }
  cache.keep(digest, advice);
  return advice;
}

function digestOf(
  { input }: RunConfiguration,
  { crops, cropRows, regions }: FaceTable,
  views: readonly (Affine | null)[],
  lessons: readonly Lesson[],
): string {
  const { sidePx, marginPx } = crops;
  const heads = lessons.map(({ head: { name, logitsWidth } }) => ({ name, logitsWidth }));
  const settings = [tf.getBackend(), networks, ridge, input, { sidePx, marginPx }, heads, views];
  const taught = lessons.flatMap(({ values, rows }) => [values, Int32Array.from(rows)]);
  return columnsDigest(settings, [cropRows, regions, ...taught]);
}

/** By row how a face is moved before it is seen; null where its points are not all labelled. */
function viewsOf({ views }: RunConfiguration, model: Model, faces: FaceTable): (Affine | null)[] {
  const { alignedShape } = model;
  const { heads, context } = model.multiHead;
  if (!alignedShape) return Array<Affine>(faces.count).fill(identity);
  const alignmentOf = alignmentTo(alignedShape, heads, faces, views?.closer);
  const labels = createFaceLabels(context.scheme, context.attributes);
  return Array.from({ length: faces.count }, (_, row) => {
    readFaceLabels(faces, row, labels);
    return alignmentOf(labels);
  });
}

/** Shape [faces, width]. */
async function featuresOf(
  configuration: RunConfiguration,
  model: Model,
  faces: FaceTable,
  views: readonly (Affine | null)[],
  session: Session,
): Promise<Float32Array> {
  const features = new Float32Array(faces.count * width);
  const adviser = new Adviser(configuration.input, networks);
  try {
    await inBatches(
      model,
      configuration,
      faces,
      session,
      'learning from the adviser',
      ({ firstRow, show }) => {
        const batch = show((place) => views[firstRow + place] ?? identity);
        const seen = tf.tidy(() => adviser.look(imagesOf(batch)).dataSync<'float32'>());
        features.set(seen, firstRow * width);
      },
    );
  } finally {
    adviser.dispose();
  }
  return features;
}
