import type { Mistake, Mistakes } from '@shared/contract/inspect';
import type { LibraryQuery, LibraryTile } from '@shared/contract/library';
import { confirmedSubject, isConfirmed } from '@shared/domain/confirmed';
import type { FaceRecord } from '@shared/domain/faceRecord';
import { mistakesQuery } from '@shared/insight/mistakesQuery';
import type { HeadColumns } from '@shared/insight/headColumns';
import type { Ranking } from '@shared/insight/ranking';
import { verdicts, type Verdict } from '@shared/insight/verdicts';
import { thumbnailRegion } from '../images/facePicture';
import { evaluatedHead } from '../library/evaluatedHead';
import type { Library } from '../library/library';
import type { Project } from '../project/project';
import { changedSince } from './changes';

interface Wanted {
  readonly run: string;
  readonly split: string;
  readonly head: string;
  readonly ranking?: Ranking | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A stretch of what a head got wrong, in the order in which Annotate walks it. Fails as `evaluatedHead` does. */
export function mistakesOf(project: Project, library: Library, wanted: Wanted): Mistakes {
  const { run, split, head, ranking, offset, limit } = wanted;
  const { evaluation, columns, target } = evaluatedHead(project, wanted);
  const query: LibraryQuery = mistakesQuery({ run, split, head }, columns.form.form, ranking);
  const { total, tiles } = library.window(query, offset, limit);
  const faceIds = tiles.map(({ id }) => id);
  const faces = project.faces.getAll(faceIds);
  const said = verdicts(columns, faceIds);
  const { changed } = changedSince(project, project.runs.get(run), evaluation, faceIds);
  return {
    total,
    offset,
    mistakes: tiles.map((tile, index) =>
      mistakeOf(tile, faces[index]!, said.get(tile.id)!, {
        columns,
        pointIds: project.template.scheme.points.map(({ id }) => id),
        isChanged: changed.has(tile.id),
        subject: confirmedSubject(target),
      }),
    ),
  };
}

function mistakeOf(
  tile: LibraryTile,
  face: FaceRecord,
  { labelled, predicted, confidence, error, outputs, targets }: Verdict,
  {
    columns,
    pointIds,
    isChanged,
    subject,
  }: {
    readonly columns: HeadColumns;
    readonly pointIds: readonly string[];
    readonly isChanged: boolean;
    readonly subject: string;
  },
): Mistake {
  const { form } = columns;
  const isOneNumber = form.form === 'number' && outputs.length === 1 && targets.length === 1;
  return {
    tile,
    labelled,
    predicted,
    confidence,
    error: error ?? 0,
    numbers: isOneNumber ? { label: targets[0]!, predicted: outputs[0]! } : null,
    predictedPoints: form.form === 'points' ? fractionsOf(face, form.points, pointIds, outputs) : null,
    changed: isChanged,
    confirmed: isConfirmed(face, subject),
  };
}

/** Pixels of the image → fractions of the thumbnail, by the scheme's order. */
function fractionsOf(
  face: FaceRecord,
  predicted: readonly string[],
  pointIds: readonly string[],
  outputs: Float32Array,
): Mistake['predictedPoints'] {
  const region = thumbnailRegion(face);
  return pointIds.map((id) => {
    const index = predicted.indexOf(id);
    if (index < 0) return null;
    return [
      (outputs[index * 2]! - region.x) / region.width,
      (outputs[index * 2 + 1]! - region.y) / region.height,
    ];
  });
}
