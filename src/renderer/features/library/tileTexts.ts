import { useI18n } from 'vue-i18n';
import type { LibraryTile } from '@shared/contract/library';
import { useNames } from '../../i18n/names';
import { useProject } from '../../stores/project';
import { useLibrary } from './store';

/** What a tile says: in its corner to the eye, and as a whole to a screen reader. */
export function useTileTexts() {
  const { t, n } = useI18n();
  const { valueName } = useNames();
  const library = useLibrary();
  const project = useProject();

  function caption({ sortedBy }: LibraryTile): string | null {
    const { sort } = library.query;
    if (sortedBy === null || (sort.by !== 'error' && sort.by !== 'confidence')) return null;
    const attribute = project.template?.attributes.find(({ id }) => id === sort.head);
    const number = sortedBy.number === null ? null : said(sortedBy.number, sort.by, attribute === undefined);
    if (sortedBy.value === null) return number;
    const value = valueName(attribute, sortedBy.value);
    return number === null ? value : t('library.tile.sorted', { value, number });
  }

  /** A confidence and a landmark error (of the eye distance) are shares; the error of a class is a loss. */
  function said(number: number, by: 'error' | 'confidence', isLandmarks: boolean): string {
    return by === 'confidence' || isLandmarks
      ? t('common.percent', { value: n(number * 100, { maximumFractionDigits: by === 'error' ? 1 : 0 }) })
      : n(number, { maximumFractionDigits: 2 });
  }

  function label(tile: LibraryTile | undefined): string {
    if (!tile) return t('library.tile.loading');
    const states = (['flagged', 'edited', 'deleted'] as const).filter((state) => tile[state]);
    return [tile.imagePath, caption(tile), ...states.map((state) => t(`library.tile.${state}`))]
      .filter(Boolean)
      .join(', ');
  }

  return { caption, label };
}
