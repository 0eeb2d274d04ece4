import { useI18n } from 'vue-i18n';
import { useDurations } from '../../../i18n/duration';
import { useProject } from '../../../stores/project';
import { expectedTime } from '../expectedTime';
import { useTrainForm } from '../formStore';
import { useTrain } from '../store';
import { extentOf } from '../trainForm';

/** How long so many epochs of the new run's settings would take here, in words; null while nothing is known of that. */
export function useStudyTime() {
  const { t } = useI18n();
  const duration = useDurations();
  const project = useProject();
  const train = useTrain();
  const form = useTrainForm();
  return (epochs: number): string | null => {
    if (!form.form || !train.plan || epochs <= 0) return null;
    const configuration = { ...form.form.configuration, duration: { epochs } };
    const { steps } = extentOf(configuration, train.plan.trainingFaces);
    const expected = expectedTime(project.runs, configuration, steps);
    return expected && t(`train.estimate.${expected.bound}`, { time: duration(expected.seconds) });
  };
}
