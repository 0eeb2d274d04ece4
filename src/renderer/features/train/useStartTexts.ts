import { useI18n } from 'vue-i18n';
import { partsByChance, type RunStart } from '@shared/domain/runStart';
import type { FrozenTrunk } from '@shared/learning/configuration';
import { useNames } from '../../i18n/names';

/** What a run began with, in words. */
export function useStartTexts() {
  const { t, n } = useI18n();
  const { headName } = useNames();
  const named = (heads: readonly string[]): string => heads.map(headName).join(', ');

  function startText(start: RunStart): string {
    const { from, kind, checkpointStep, heads } = start;
    const chance = partsByChance(start);
    return [
      t(`train.warm.from.${kind}`, { from, step: n(checkpointStep ?? 0) }),
      chance.layers.length === 0
        ? t('train.warm.wholeTrunk')
        : t('train.warm.partOfTrunk', { layers: chance.layers.join(', ') }),
      ...(heads.length > 0 ? [t('train.warm.heads', { heads: named(heads) }, heads.length)] : []),
      ...(chance.heads.length > 0
        ? [t('train.warm.chance', { heads: named(chance.heads) }, chance.heads.length)]
        : []),
    ].join(' ');
  }
  /** Null: it was never frozen. */
  function frozenText(frozen: FrozenTrunk | null): string {
    if (frozen === null) return t('train.warm.notFrozen');
    const { epochs, fineTuneRate } = frozen;
    const words = {
      count: n(epochs, { maximumFractionDigits: 2 }),
      rate: n(fineTuneRate, { maximumSignificantDigits: 3 }),
    };
    return t('train.warm.frozen', words, epochs === 1 ? 1 : 2);
  }
  return { startText, frozenText };
}
