import type { Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { Result } from '@shared/result';

/**
 * A studio at the other end of a socket under test: it echoes what it is asked, or answers when it is told to, and
 * says whatever event a test wants said.
 */
export class SocketStudio implements StudioClient {
  readonly asked: { readonly channel: string; readonly params: unknown }[] = [];
  private readonly listeners = new Set<(event: StudioEvent) => void>();
  private readonly held: ((result: Result<never>) => void)[] = [];

  constructor(private readonly holds: 'nothing' | 'everything' = 'nothing') {}

  request<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Result<never>> {
    this.asked.push({ channel, params });
    if (this.holds === 'everything') return new Promise((resolve) => this.held.push(resolve));
    return Promise.resolve({ ok: { channel, params } as never });
  }

  subscribe(listener: (event: StudioEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: StudioEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Answers the oldest request that is held. */
  release(): void {
    this.held.shift()?.({ ok: 'released' as never });
  }

  get subscribers(): number {
    return this.listeners.size;
  }
}
