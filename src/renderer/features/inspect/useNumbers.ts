import { useI18n } from 'vue-i18n';

/** Numbers as this place says them. */
export function useNumbers() {
  const { t, n } = useI18n();
  const percent = (share: number, digits = 1): string =>
    t('common.percent', {
      value: n(share * 100, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    });
  const share = (value: number): string => n(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const plain = (value: number): string => n(value, { maximumSignificantDigits: 4 });
  const faces = (count: number): string => t('inspect.faces', { count: n(count) }, count);
  return { percent, share, plain, faces };
}
