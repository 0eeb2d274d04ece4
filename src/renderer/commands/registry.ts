import { onScopeDispose, shallowReactive } from 'vue';
import { commandIds, definitionOf, type CommandId } from './table';

/** What a command does where it is at hand, and whether it can now. */
export interface CommandHandler {
  /** `repeated`: its key is being held down. */
  readonly run: (repeated: boolean) => void;
  readonly when?: () => boolean;
}

/** The handlers of what is on screen; a place brings its own and takes them with it. */
const handlers = shallowReactive(new Map<CommandId, CommandHandler>());

/** Offers commands as long as the component lives. */
export function useCommands(
  offered: Partial<Record<CommandId, CommandHandler | CommandHandler['run']>>,
): void {
  const mine = Object.entries(offered).map(([id, handler]) => {
    return [id as CommandId, typeof handler === 'function' ? { run: handler } : handler] as const;
  });
  for (const [id, handler] of mine) handlers.set(id, handler);
  onScopeDispose(() => {
    // The next place may have offered the same command already.
    for (const [id, handler] of mine) if (handlers.get(id) === handler) handlers.delete(id);
  });
}

export function canRun(id: CommandId): boolean {
  const handler = handlers.get(id);
  return handler !== undefined && (handler.when?.() ?? true);
}

/** Runs a command that can run; says whether it did. */
export function runCommand(id: CommandId, repeated = false): boolean {
  if (!canRun(id)) return false;
  handlers.get(id)?.run(repeated);
  return true;
}

/** The commands that a person can choose now by name. */
export function availableCommands(): CommandId[] {
  return commandIds.filter((id) => definitionOf(id).hidden !== true && canRun(id));
}
