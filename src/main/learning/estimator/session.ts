import type { EngineEvent } from '../engine/protocol';

/** How a request is told to stop, and where it tells how far it is. */
export interface Session {
  readonly signal: AbortSignal;
  readonly report: (event: EngineEvent) => void;
}
