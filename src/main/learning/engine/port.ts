import type { FromEngine, ToEngine } from './protocol';

/** The engine's end of the line to the studio. */
export interface EnginePort {
  post(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  /** The studio has gone away. */
  onClosed(listener: () => void): void;
}

/** What Electron gives a utility process instead of `process.send`. */
interface UtilityPort {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (event: { readonly data: ToEngine }) => void): void;
}

/** Throws when the process was started by nobody it could talk to. */
export function openPort(): EnginePort {
  const { parentPort } = process as NodeJS.Process & { readonly parentPort?: UtilityPort };
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      // Electron ends a utility process together with the application.
      onClosed: () => undefined,
    };
  }
  if (!process.send) throw new Error('The learning engine is started by Facet, not by hand.');
  return {
    // A message to a studio that has just gone is lost with it; 'disconnect' then ends this process.
    post: (message) => process.send?.(message, () => undefined),
    onMessage: (listener) => process.on('message', (message: ToEngine) => listener(message)),
    onClosed: (listener) => process.on('disconnect', listener),
  };
}
