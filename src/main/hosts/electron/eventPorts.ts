import type * as Electron from 'electron';
import type { StudioEvent } from '@shared/contract/events';

/** A port that a window listens at; gone with its page. */
type Port = Pick<Electron.MessagePortMain, 'postMessage' | 'on' | 'start' | 'close'>;

/** The studio's events on their way to every page that listens, each by a port of its own. */
export class EventPorts {
  private readonly ports = new Set<Port>();

  add(port: Port): void {
    this.ports.add(port);
    // The page was left, loaded anew, or has closed its end.
    port.on('close', () => void this.ports.delete(port));
    port.start();
  }

  get size(): number {
    return this.ports.size;
  }

  tell(event: StudioEvent): void {
    for (const port of this.ports) port.postMessage(event);
  }

  close(): void {
    for (const port of this.ports) port.close();
    this.ports.clear();
  }
}
