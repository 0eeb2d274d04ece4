import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { TensorFlowOffer } from '@shared/contract/tensorFlow';
import { userCacheFolder } from '../cacheFolder';
import { examineMachine, type Machine } from '../machine';
import { chooseTensorFlow, type TensorFlowWheels, type TensorFlowWish } from './choose';
import { rememberedFailure } from './failures';
import { tensorFlowFolder } from './folder';
import { readShipped, withPins, type Shipped } from './shipped';
import { obstacleOf, wheelSource } from './source';
import { DOWNLOADS_NAME, installedTensorFlow } from './state';
import { tensorFlowWish, wantedVariants } from './wish';

/** NVIDIA's twelve wheels, whose versions pip chooses: together about so much. */
const cudaLibrariesBytes = 2_500_000_000;

/** Whether TensorFlow is here, and what setting it up would mean. Changes nothing; takes up to a second. */
export async function offerTensorFlow(
  shippedFolder: string | null,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<TensorFlowOffer> {
  const cacheFolder = userCacheFolder(environment);
  const wish = tensorFlowWish(environment);
  if (wish === 'off') {
    const remedy = 'Start Facet without it to use TensorFlow.';
    return { kind: 'none', reason: 'FACET_TENSORFLOW=off asks for it.', remedy };
  }
  const installed = installedTensorFlow(cacheFolder, wantedVariants(environment));
  if (installed !== null) {
    return { kind: 'installed', version: installed.version, variant: installed.variant };
  }
  const machine = await examineMachine(cacheFolder, environment);
  return describeOffer(machine, wish, readShipped(shippedFolder, environment), cacheFolder);
}

/** What a machine without TensorFlow is offered. */
export function describeOffer(
  machine: Machine,
  wish: TensorFlowWish,
  shipped: Shipped,
  cacheFolder: string,
): TensorFlowOffer {
  const best = chooseTensorFlow(machine, wish);
  if (best.kind === 'none') {
    return { kind: 'none', reason: `${best.reason}.`, remedy: best.remedy };
  }
  const choice = feasible(withPins(best, shipped), machine, wish, shipped);
  const obstacle = obstacleOf(choice, machine, shipped);
  const source = wheelSource(choice, machine, shipped);
  return {
    kind: 'missing',
    version: choice.version,
    variant: choice.variant,
    bytes: choice.tensorflow.bytes.most + (choice.nvidia.length > 0 ? cudaLibrariesBytes : 0),
    haveBytes: bytesLeft(choice, cacheFolder),
    by: obstacle === null ? (source?.by ?? null) : null,
    host: source?.by === 'http' ? new URL(source.address).host : null,
    obstacle:
      obstacle === null
        ? (rememberedFailure(cacheFolder, choice.variant)?.failure ?? null)
        : { code: obstacle.code, message: sentenceOf(obstacle, choice) },
  };
}

/** A GPU's libraries come by pip only: without it, the processor's build is still far ahead of wasm. */
function feasible(
  choice: TensorFlowWheels,
  machine: Machine,
  wish: TensorFlowWish,
  shipped: Shipped,
): TensorFlowWheels {
  if (choice.variant === 'cpu' || wish !== 'auto' || obstacleOf(choice, machine, shipped) === null) {
    return choice;
  }
  const plain = chooseTensorFlow(machine, 'cpu');
  return plain.kind === 'none' ? choice : withPins(plain, shipped);
}

function bytesLeft({ tensorflow }: TensorFlowWheels, cacheFolder: string): number {
  if (tensorflow.file === null) return 0;
  const target = join(tensorFlowFolder(cacheFolder), DOWNLOADS_NAME, tensorflow.file);
  for (const file of [target, `${target}.part`]) {
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size !== undefined) return size;
  }
  return 0;
}

function sentenceOf(
  { code, message }: { readonly code: string; readonly message: string },
  choice: TensorFlowWheels,
): string {
  const beginning = `TensorFlow cannot be fetched here: ${message}.`;
  if (code !== 'tools-missing') return `${beginning} Make room, and try again.`;
  const file = choice.tensorflow.file ?? choice.tensorflow.requirement;
  return (
    `${beginning} Install what is missing, or start Facet with FACET_TENSORFLOW_ADDRESS set to the address that ` +
    `${file} can be downloaded from.`
  );
}
