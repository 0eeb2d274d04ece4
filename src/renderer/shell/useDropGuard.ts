import { onMounted, onUnmounted } from 'vue';

/**
 * What is dropped where nobody takes it would replace the page: a browser opens a dropped file instead of it. Who
 * takes files prevents the default itself, and is left alone; so is a desktop, which takes all that is dropped.
 */
export function useDropGuard(isTaken: () => boolean): void {
  function refuse(event: DragEvent): void {
    if (isTaken() || event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  }
  onMounted(() => {
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
  });
  onUnmounted(() => {
    window.removeEventListener('dragover', refuse);
    window.removeEventListener('drop', refuse);
  });
}
