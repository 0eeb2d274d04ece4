import type { StudioEvent } from '@shared/contract/events';

/** What the system hands over may come before there is a window that listens: it is kept until one does. */
export class HandOver {
  private waiting: string[] = [];

  constructor(
    private readonly tell: (event: StudioEvent) => void,
    private readonly isListening: () => boolean,
  ) {}

  hand(paths: readonly string[]): void {
    this.waiting.push(...paths);
    this.flush();
  }

  flush(): void {
    if (this.waiting.length === 0 || !this.isListening()) return;
    const paths = this.waiting;
    this.waiting = [];
    this.tell({ name: 'host.handedOver', payload: { paths } });
  }
}
