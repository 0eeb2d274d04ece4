import { stringify } from 'yaml';
import type { ModelFormat } from '@shared/learning/modelFormat';
import { headlineOf } from '@shared/learning/headline';
import type { CardContent } from './content';
import { networkMetrics } from './networkMetrics';

const libraries: Readonly<Record<ModelFormat, string>> = {
  onnx: 'onnx',
  tfjs: 'tfjs',
  keras: 'keras',
  savedmodel: 'tensorflow',
};

/** The metadata that Hugging Face reads at the beginning of a card: https://huggingface.co/docs/hub/model-cards. */
export function cardHeader({ format, run, labels, evaluation }: CardContent): string {
  const hasPoints = labels.heads.some(({ meaning }) => meaning.numbers === 'points');
  const results = evaluation ? [modelIndex(run.name, labels, evaluation)] : [];
  const metadata = {
    library_name: libraries[format],
    // The weights are made of the faces they learnt from: whose they are decides.
    license: 'other',
    license_name: 'as-the-training-faces-allow',
    pipeline_tag: hasPoints ? 'keypoint-detection' : 'image-classification',
    tags: ['facet', 'face', ...(hasPoints ? ['facial-landmarks'] : []), 'multi-task', format],
    ...(results.length > 0 ? { 'model-index': results } : {}),
  };
  return `---\n${stringify(metadata)}---`;
}

function modelIndex(
  name: string,
  { heads }: CardContent['labels'],
  { split, metrics }: NonNullable<CardContent['evaluation']>,
): object {
  const results = heads.flatMap(({ head, meaning }) => {
    const headline = headlineOf(head, networkMetrics(metrics));
    if (!headline || Number.isNaN(headline.value)) return [];
    const type = meaning.numbers === 'points' ? 'keypoint-detection' : 'image-classification';
    return [
      {
        task: { type, name: head },
        dataset: { type: 'private', name: `the project’s split ${split}`, split },
        metrics: [{ type: headline.metric, name: `${headline.metric} of ${head}`, value: headline.value }],
      },
    ];
  });
  return { name, results };
}
