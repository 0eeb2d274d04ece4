import { onMounted, onUnmounted } from 'vue';
import { usePreferences } from '../stores/preferences';
import { commandFor, focusKind } from './dispatch';
import { canRun, keysWaiting, runCommand } from './registry';
import type { CommandId, CommandPlace } from './table';

/** What has the keyboard to itself while it is open: letters find an entry of a menu. A list that stands in a place lets them pass. */
const ownKeys = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]:not([data-in-place])';

/** Turns key strokes into commands, except while a dialog or a menu has the keyboard. */
export function useKeyboard(place: () => CommandPlace): void {
  const preferences = usePreferences();

  function listen(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (document.activeElement?.closest(ownKeys)) return;
    const before = keysWaiting();
    const command = asked(event, before === null ? canRun : () => true);
    if (command === null) return;
    event.preventDefault();
    if (before === null) runCommand(command, event.repeat);
    else void runAfter(before, event);
  }

  function asked(stroke: KeyboardEvent, can: (id: CommandId) => boolean): CommandId | null {
    const where = {
      place: place(),
      focus: focusKind(document.activeElement),
      bindings: preferences.bindings,
    };
    return commandFor(stroke, where, can);
  }

  /** What a key means is only known when the one before it has done its work. */
  async function runAfter(before: Promise<void>, stroke: KeyboardEvent): Promise<void> {
    await before;
    const next = keysWaiting();
    if (next !== null) return runAfter(next, stroke);
    const command = asked(stroke, canRun);
    if (command !== null) runCommand(command, stroke.repeat);
  }

  onMounted(() => window.addEventListener('keydown', listen));
  onUnmounted(() => window.removeEventListener('keydown', listen));
}
