import { useI18n } from 'vue-i18n';

/** Seconds as a person says them: 40 s, 3 min, 2 h 10 min. */
export function useDurations() {
  const { t, n } = useI18n();
  return (seconds: number): string => {
    if (seconds < 60) return t('status.seconds', { count: n(Math.max(1, Math.round(seconds))) });
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return t('status.minutes', { count: n(minutes) });
    return t('status.hours', { hours: n(Math.floor(minutes / 60)), minutes: n(minutes % 60) });
  };
}
