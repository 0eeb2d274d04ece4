import { hangUpMessage, parentPort } from '../../runtime/parentPort';
import type { FromEngine, ToEngine } from './protocol';

/** The engine's end of the line to the studio. */
export interface EnginePort {
  post(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  /** The studio has gone away. */
  onClosed(listener: () => void): void;
}

/** Throws when the process was started by nobody it could talk to. */
export function openPort(): EnginePort {
  const utility = parentPort();
  if (utility) {
    return {
      post: (message) => utility.postMessage(message),
      onMessage: (listener) =>
        utility.on('message', ({ data }) => {
          if (data !== hangUpMessage) listener(data as ToEngine);
        }),
      // Electron ends a utility process with the application; an engine that is to go before is told.
      onClosed: (listener) =>
        utility.on('message', ({ data }) => {
          if (data === hangUpMessage) listener();
        }),
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
