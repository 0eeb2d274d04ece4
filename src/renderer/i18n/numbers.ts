import { useI18n } from 'vue-i18n';

const formats = new Map<string, Intl.NumberFormat>();

/**
 * Numbers in the window's language for whoever writes many: vue-i18n makes a formatter anew for each number that is
 * given options, which takes longer than the rest of a table's cell.
 */
export function useNumbers() {
  const { locale } = useI18n();
  return (value: number, options: Intl.NumberFormatOptions): string => {
    const key = `${locale.value} ${JSON.stringify(options)}`;
    let format = formats.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale.value, options);
      formats.set(key, format);
    }
    return format.format(value);
  };
}
