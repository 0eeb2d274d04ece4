import { useI18n } from 'vue-i18n';

/** Bytes as a person reads them, in the decimal units of disks: 840 MB, 1.2 GB. */
export function useBytes() {
  const { t, n } = useI18n();
  return (bytes: number): string =>
    bytes < 1e9
      ? t('train.megabytes', { value: n(Math.round(bytes / 1e6)) })
      : t('train.gigabytes', { value: n(bytes / 1e9, { maximumFractionDigits: 1 }) });
}
