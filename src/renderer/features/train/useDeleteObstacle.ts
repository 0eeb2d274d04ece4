import type { RunSummary } from '@shared/contract/reports';
import { deleteObstacle, type DeleteObstacle } from './runState';
import { useTrain } from './store';
import { useStudies } from './studies/store';

/** Why a run cannot be deleted now; null where it can. */
export function useDeleteObstacle(): (run: RunSummary) => DeleteObstacle | null {
  const train = useTrain();
  const studies = useStudies();
  return (run) =>
    deleteObstacle(
      run,
      train.live.some((training) => training.run === run.name),
      studies.all.map(({ name }) => name),
    );
}
