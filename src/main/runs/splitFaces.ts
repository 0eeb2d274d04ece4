import type { RunConfiguration } from '@shared/learning/configuration';
import type { PreparedFaces } from './faceTables';
import { splitValidation, type RowSplit } from './validationSplit';

/**
 * As `splitValidation`, of the faces of a project: in the order of their images' contents and of their places in them, so that
 * projects with the same faces train on them alike, in whatever order they were imported.
 */
export function splitFaces(
  { contentHashes, table }: Pick<PreparedFaces, 'contentHashes' | 'table'>,
  configuration: Pick<RunConfiguration, 'validationFraction' | 'seed' | 'heldOutSeed'>,
): RowSplit {
  const byPlace = contentHashes
    .map((_, row) => row)
    .sort((first, second) => comparePlaces(table.regions, first, second));
  const { training, validation } = splitValidation(
    byPlace.map((row) => contentHashes[row]!),
    configuration,
  );
  const rowsOf = (places: Int32Array): Int32Array => places.map((place) => byPlace[place]!);
  return { training: rowsOf(training), validation: rowsOf(validation) };
}

/** @param regions shape [faces, 4]. */
function comparePlaces(regions: Float32Array, first: number, second: number): number {
  for (let side = 0; side < 4; side += 1) {
    const difference = regions[first * 4 + side]! - regions[second * 4 + side]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
