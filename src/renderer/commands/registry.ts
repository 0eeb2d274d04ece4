import { nextTick, onScopeDispose, shallowReactive } from 'vue';
import { commandIds, definitionOf, type CommandId } from './table';

/** What a command does where it is at hand, and whether it can now. */
export interface CommandHandler {
  /** `repeated`: its key is being held down. */
  readonly run: (repeated: boolean) => void;
  readonly when?: () => boolean;
}

/** The handlers of what is on screen; a place brings its own and takes them with it. */
const handlers = shallowReactive(new Map<CommandId, CommandHandler>());

/** What the next key waits for. */
let underWay: Promise<void> | null = null;

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

/**
 * The keys to come wait for this: who types ahead means what the key before will leave. The screen is given its turn as
 * well, for the next key may ask for what it brings then.
 */
export function keysWaitFor(work: Promise<void>): void {
  const mine = Promise.allSettled([underWay, work])
    .then(() => nextTick())
    .then(() => {
      if (underWay === mine) underWay = null;
    });
  underWay = mine;
}

/** What the next key has to wait for, if anything. Never rejected. */
export function keysWaiting(): Promise<void> | null {
  return underWay;
}

/** The commands that a person can choose now by name. */
export function availableCommands(): CommandId[] {
  return commandIds.filter((id) => definitionOf(id).hidden !== true && canRun(id));
}
