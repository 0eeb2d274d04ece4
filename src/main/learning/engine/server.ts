import { ExpectedError, failureOf } from '@shared/result';
import type { EnginePort } from './port';
import type { EngineEvent, EngineRequest, ToEngine } from './protocol';
import type { RequestHandler } from './requests';

/**
 * Answers requests in the order in which they come. A cancel reaches its request while it waits or runs:
 * a training then ends with a checkpoint and a result, anything else fails with `cancelled`.
 */
export function serveRequests(port: EnginePort, handler: Pick<RequestHandler, 'handle'>): void {
  const controllers = new Map<number, AbortController>();
  let last = Promise.resolve();

  const serve = async (id: number, request: EngineRequest, signal: AbortSignal): Promise<void> => {
    try {
      const report = (event: EngineEvent): void => port.post({ type: 'event', id, event });
      const result = await handler.handle(request, { signal, report });
      port.post({ type: 'done', id, result });
    } catch (error) {
      port.post({ type: 'failed', id, failure: failureOf(error) });
    } finally {
      controllers.delete(id);
    }
  };

  port.onMessage((message: ToEngine) => {
    if (message.type === 'cancel') {
      controllers.get(message.id)?.abort(cancelled());
      return;
    }
    const controller = new AbortController();
    controllers.set(message.id, controller);
    last = last.then(() => serve(message.id, message.request, controller.signal));
  });
}

function cancelled(): ExpectedError {
  return new ExpectedError({ code: 'cancelled', message: 'The work was stopped before its end.' });
}
