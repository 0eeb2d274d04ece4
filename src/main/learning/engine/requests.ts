import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import type { EngineDescription } from '@shared/learning/results';
import { readModelFile } from '../../finding/modelFile';
import { NetworkFinder } from '../../finding/networkFinder';
import { Estimator } from '../estimator/estimator';
import type { Session } from '../estimator/session';
import { bench } from './bench';
import { rehearse } from './rehearsal';
import type { EngineRequest, EngineResults, ModelContext } from './protocol';

const speedTestMs = 1000;

/** Does what the studio asks for, one request at a time; keeps the last model and the face finder warm for the next. */
export class RequestHandler {
  private estimator: Estimator | null = null;
  private estimatorKey = '';
  private finder: NetworkFinder | null = null;

  constructor(private readonly description: EngineDescription) {}

  async handle(request: EngineRequest, session: Session): Promise<EngineResults[keyof EngineResults]> {
    switch (request.kind) {
      case 'train':
        return this.estimatorFor(request).train(request, session);
      case 'evaluate':
        return this.estimatorFor(request).evaluate(request.faces, request.checkpoint, session);
      case 'predict':
        return this.estimatorFor(request).predict(request.faces, request.checkpoint, session);
      case 'look':
        return this.estimatorFor(request).look(request.faces, request.checkpoint, session);
      case 'find':
        this.finder ??= new NetworkFinder(readModelFile());
        return { faces: await this.finder.find(request.photos, session.signal) };
      case 'describe':
        return {
          description: this.description,
          speed: request.speedTest ? await speedTest(session) : null,
        };
      case 'bench':
        return bench({ ...request, context: contextOf(request) }, session);
      case 'rehearse':
        return rehearse(contextOf(request), request.firstLooks, session);
    }
  }

  private estimatorFor(request: ModelContext & { readonly runFolder: string }): Estimator {
    const context = contextOf(request);
    const key = JSON.stringify([request.runFolder, context]);
    if (this.estimator === null || key !== this.estimatorKey) {
      this.estimator?.dispose();
      this.estimator = new Estimator(context, request.runFolder);
      this.estimatorKey = key;
    }
    return this.estimator;
  }
}

function contextOf({ configuration, scheme, attributes }: ModelContext): ModelContext {
  return { configuration, scheme, attributes };
}

/** About a second of training steps of the tutorial's network: what the backend is worth on this machine. */
function speedTest(session: Session): ReturnType<typeof bench> {
  const configuration = presetConfiguration('tutorial', mtflTemplate);
  const options = { configuration, context: mtflTemplate, faces: null, steps: 1000, limitMs: speedTestMs };
  return bench(options, session);
}
