import { onMounted, onUnmounted, ref, type Ref } from 'vue';
import type { ChartColors } from './chartOption';

/**
 * Tokens as colours that a canvas understands: a custom property keeps its `light-dark()` as it is written, and only
 * what is painted with it is resolved. Told anew when the theme changes, by hand or by the system.
 */
export function useChartColors(): Ref<ChartColors | null> {
  const colors = ref<ChartColors | null>(null) as Ref<ChartColors | null>;
  const probe = document.createElement('span');
  probe.hidden = true;
  const read = (): void => {
    const known = new Map<string, string>();
    colors.value = (token) => {
      let color = known.get(token);
      if (color === undefined) {
        probe.style.color = `var(${token})`;
        color = getComputedStyle(probe).color;
        known.set(token, color);
      }
      return color;
    };
  };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(read);
  onMounted(() => {
    document.body.append(probe);
    read();
    system.addEventListener('change', read);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  });
  onUnmounted(() => {
    observer.disconnect();
    system.removeEventListener('change', read);
    probe.remove();
  });
  return colors;
}
