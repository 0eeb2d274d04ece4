import { useI18n } from 'vue-i18n';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';

/** How large a scheme is: 5 points, 2 mirrored pairs, 1 line. */
export function useFigureText() {
  const { t, n } = useI18n();
  return ({ points, symmetricPairs, edges }: LandmarkScheme): string =>
    [
      t('settings.scheme.pointCount', { count: n(points.length) }, points.length),
      t('settings.scheme.pairCount', { count: n(symmetricPairs.length) }, symmetricPairs.length),
      t('settings.scheme.edgeCount', { count: n(edges.length) }, edges.length),
    ].join(', ');
}
