import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { LibraryTile } from '@shared/contract/library';
import type { Attribute } from '@shared/domain/attribute';
import { useNames } from '../../i18n/names';
import { useProject } from '../../stores/project';
import { useLibrary } from './store';

/** What the head that the grid is sorted by says of a face; `label → value` where it contradicts the label. */
export interface TileCaption {
  readonly text: string;
  readonly contradicts: boolean;
}

/** What a tile says: in its corner to the eye, and as a whole to a screen reader. */
export interface TileTexts {
  readonly caption: TileCaption | null;
  readonly label: string;
}

/** The texts of tiles, each made once: scrolling asks for them again and again. */
export function useTileTexts(): (tile: LibraryTile) => TileTexts {
  const { t, n, locale } = useI18n();
  const { valueName } = useNames();
  const library = useLibrary();
  const project = useProject();

  /** What the tiles' texts depend on besides the tiles; with it the ones that were made are forgotten. */
  const known = computed(() => ({
    texts: new WeakMap<LibraryTile, TileTexts>(),
    language: locale.value,
    sort: library.query.sort,
    attribute: sortedAttribute(),
  }));

  /** The attribute that the sorting head predicts; undefined for points. */
  function sortedAttribute(): Attribute | undefined {
    const { sort } = library.query;
    if (!('head' in sort)) return undefined;
    const heads = project.runs.find(({ name }) => name === sort.run)?.configuration.heads ?? [];
    const target = heads.find(({ name }) => name === sort.head)?.target;
    const id = target?.from === 'attribute' ? target.attribute : null;
    return project.template?.attributes.find((attribute) => attribute.id === id);
  }

  function captionOf({ sortedBy }: LibraryTile): TileCaption | null {
    const { sort, attribute } = known.value;
    if (sortedBy === null || !('head' in sort)) return null;
    // Mistakes are ranked by the confidence of a choice, else by the error.
    const by = sort.by !== 'mistake' ? sort.by : sortedBy.value === null ? 'error' : 'confidence';
    const number = sortedBy.number === null ? null : said(sortedBy.number, by, attribute === undefined);
    if (sortedBy.value === null) return number === null ? null : { text: number, contradicts: false };
    const contradicts = sortedBy.label !== null && sortedBy.label !== sortedBy.value;
    const predicted = valueName(attribute, sortedBy.value);
    const value = contradicts ? `${valueName(attribute, sortedBy.label)} → ${predicted}` : predicted;
    return { text: number === null ? value : t('library.tile.sorted', { value, number }), contradicts };
  }

  /** A confidence and a landmark error (of the eye distance) are shares; the error of a class is a loss. */
  function said(number: number, by: 'error' | 'confidence', isLandmarks: boolean): string {
    return by === 'confidence' || isLandmarks
      ? t('common.percent', { value: n(number * 100, { maximumFractionDigits: by === 'error' ? 1 : 0 }) })
      : n(number, { maximumFractionDigits: 2 });
  }

  return (tile) => {
    const { texts } = known.value;
    const made = texts.get(tile);
    if (made) return made;
    const caption = captionOf(tile);
    const states = (['flagged', 'edited', 'deleted'] as const).filter((state) => tile[state]);
    const parts = [tile.imagePath, caption?.text, ...states.map((state) => t(`library.tile.${state}`))];
    const now = { caption, label: parts.filter(Boolean).join(', ') };
    texts.set(tile, now);
    return now;
  };
}
