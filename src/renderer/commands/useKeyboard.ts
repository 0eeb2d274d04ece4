import { onMounted, onUnmounted } from 'vue';
import { usePreferences } from '../stores/preferences';
import { commandFor, focusKind } from './dispatch';
import { canRun, runCommand } from './registry';
import type { CommandPlace } from './table';

/** Turns key strokes into commands, except while a dialog or a menu has the keyboard. */
export function useKeyboard(place: () => CommandPlace): void {
  const preferences = usePreferences();

  function listen(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const focused = document.activeElement;
    if (focused?.closest('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')) return;
    const where = { place: place(), focus: focusKind(focused), bindings: preferences.bindings };
    const command = commandFor(event, where, canRun);
    if (command === null) return;
    event.preventDefault();
    runCommand(command, event.repeat);
  }

  onMounted(() => window.addEventListener('keydown', listen));
  onUnmounted(() => window.removeEventListener('keydown', listen));
}
