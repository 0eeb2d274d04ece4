import { fail } from '@shared/result';
import type { FoundFiles } from '../reader';
import { withEnding, type LabelTree } from '../tree';
import { isYoloDataset, readYoloDataset } from './dataset';
import { readYolo } from './read';
import { splitsOf } from './splits';

/** The label files of a data set for Ultralytics' pose models. Fails with `label-file-broken` where nothing describes it. */
export async function yoloFiles(tree: LabelTree): Promise<FoundFiles> {
  for (const path of withEnding(tree, ['.yaml', '.yml'])) {
    const text = await tree.readText(path);
    if (!isYoloDataset(text)) continue;
    const dataset = readYoloDataset(text, path);
    // Texts elsewhere, such as a file of names, are no labels.
    const texts = withEnding(tree, ['.txt']);
    const below = texts.filter((file) => file.split('/').slice(0, -1).includes('labels'));
    const { splits, lists, problems } = await splitsOf(dataset, path, below.length > 0 ? below : texts, tree);
    const labels = [...splits].filter(([file]) => !lists.has(file));
    return {
      problems,
      files: labels.map(([file, split]) => ({
        path: file,
        parse: (content, context) => readYolo(content, context, dataset, split),
      })),
    };
  }
  return fail(
    'label-file-broken',
    `${tree.folder} has no YAML file with a kpt_shape, which says what its labels mean.`,
  );
}
