import type { TensorFlowOffer } from '@shared/contract/tensorFlow';
import type { JobContext } from '../../jobs/context';
import type { Surroundings } from '../../surroundings';
import { ensureTensorFlow } from './ensure';
import { offerTensorFlow } from './offer';
import { installedTensorFlow, type TensorFlowState } from './state';
import { tensorFlowWish } from './wish';

/** TensorFlow as one studio sets it up: at once, or when a person has agreed to a download of that size. */
export class TensorFlowSetup {
  constructor(private readonly surroundings: Surroundings) {}

  /** Before an engine starts. A failure is a value: the wasm backend serves then. */
  async forEngine(context: JobContext): Promise<TensorFlowState> {
    if (this.surroundings.tensorFlow === 'when-needed') return this.prepare(context, false);
    return installedTensorFlow() ?? notAskedFor();
  }

  /** A person wishes it; `retry` also after a failure that is remembered. */
  prepare(context: JobContext, retry: boolean): Promise<TensorFlowState> {
    const { startProcess, shippedFolder } = this.surroundings;
    return ensureTensorFlow(context, { retry, startProcess, shippedFolder });
  }

  offer(): Promise<TensorFlowOffer> {
    return offerTensorFlow(this.surroundings.shippedFolder);
  }
}

function notAskedFor(): TensorFlowState {
  const isOff = tensorFlowWish(process.env) === 'off';
  const why = isOff ? 'FACET_TENSORFLOW=off asks for it' : 'it has not been fetched yet';
  const hint = isOff ? 'Start Facet without it to use TensorFlow.' : 'The status bar offers to fetch it.';
  const message = `TensorFlow is not used: ${why}. The slower wasm backend takes its place. ${hint}`;
  return { kind: 'unavailable', failure: { code: 'tensorflow-not-fetched', message } };
}
