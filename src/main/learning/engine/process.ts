/**
 * Entry of the engine process: learning runs apart from the studio, so that a native library can neither
 * block nor crash it. The first argument says which backend to start, as JSON of `EngineArguments`.
 */
import { failureOf } from '@shared/result';
import { startBackend } from '../backends/start';
import { openPort } from './port';
import type { EngineArguments } from './protocol';
import { RequestHandler } from './requests';
import { serveRequests } from './server';

const port = openPort();
port.onClosed(() => process.exit(0));
// Ctrl+C reaches every process of the terminal, and a service manager's wish to end every process of the service:
// the studio decides what they mean, and cancels by message.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

const { backend, threads } = JSON.parse(process.argv[2] ?? '') as EngineArguments;
try {
  const { description } = await startBackend(backend, threads === undefined ? {} : { threads });
  serveRequests(port, new RequestHandler(description));
  port.post({ type: 'ready', description });
} catch (error) {
  port.post({ type: 'unavailable', failure: failureOf(error) });
}
