import { onMounted, onUnmounted, ref } from 'vue';
import { pathOfDropped } from '../api/studioClient';

/** Files over the window, anywhere; what lies in a place that takes them itself (it prevents the default) is its own. */
export function useFileDrop(dropped: (paths: string[]) => void) {
  const isOver = ref(false);

  function over(event: DragEvent): void {
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    isOver.value = true;
  }
  function leave(event: DragEvent): void {
    // Between two elements of the window the pointer leaves one for the other; outside there is none.
    if (event.relatedTarget === null) isOver.value = false;
  }
  function drop(event: DragEvent): void {
    isOver.value = false;
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const paths = [...event.dataTransfer!.files].map(pathOfDropped).filter((path) => path !== null);
    if (paths.length > 0) dropped(paths);
  }

  onMounted(() => {
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
  });
  onUnmounted(() => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', drop);
  });
  return { isOver };
}

export function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
