import type { CalibrationReport } from '@shared/contract/reports';
import type { RunRecord } from '@shared/domain/run';
import type { HeadInsight } from '@shared/insight/headInsight';
import type { Project } from '../project/project';

/** How reliable the probabilities of an evaluation are, by head that chooses; nothing where only its metrics were kept. */
export function calibrationReports(
  { evaluations }: Project,
  { configuration }: RunRecord,
  evaluationId: number,
): Record<string, CalibrationReport> {
  return Object.fromEntries(
    configuration.heads.flatMap(({ name }) => {
      const report = reportOf(evaluations.insight(evaluationId, name));
      return report ? [[name, report] as const] : [];
    }),
  );
}

/** Null for a head that does not choose. */
function reportOf(insight: HeadInsight | undefined): CalibrationReport | null {
  if (insight?.form !== 'choice' && insight?.form !== 'tags') return null;
  const { reliability, calibration } = insight;
  return {
    temperature: calibration?.temperature ?? null,
    errorBefore: (calibration?.before ?? reliability).expectedCalibrationError,
    errorAfter: reliability.expectedCalibrationError,
  };
}
