import type { Failure } from '@shared/result';
import type { WrongParameter } from '@shared/wrongParameter';
import { optionOf } from './options';

/** Parameters that have another name than their option. */
const optionNames: Readonly<Record<string, string>> = {
  batchSize: 'batch',
  freezeTrunkEpochs: 'freezeTrunk',
  softens: 'soften',
  validationFraction: 'validation',
  inputSizePx: 'inputSize',
  firstSeed: 'seed',
};

/** What the contract refuses, by the names and in the words of the terminal; any other failure as it is. */
export function inOptions(failure: Failure): Failure {
  const issues = failure.details?.['issues'];
  if (failure.code !== 'bad-parameters' || !Array.isArray(issues)) return failure;
  const wrong = issues as readonly WrongParameter[];
  // Without a name there is no option to tell.
  if (wrong.some(({ path }) => path.length === 0)) return { code: failure.code, message: failure.message };
  return { code: 'usage', message: `${wrong.map(inWords).join('; ')}.` };
}

function inWords({ path, reason, least, most, inclusive }: WrongParameter): string {
  // What all of a study's trainings have in common stands together there.
  const [name = '', ...inner] = path[0] === 'settings' ? path.slice(1) : path;
  const option = [optionOf(optionNames[name] ?? name), ...inner].join(' ');
  if (least !== undefined) return `${option}: give ${inclusive ? 'at least' : 'more than'} ${shown(least)}`;
  if (most !== undefined) return `${option}: give ${inclusive ? 'at most' : 'less than'} ${shown(most)}`;
  return `${option}: ${reason}`;
}

function shown(bound: number): string {
  return bound.toLocaleString('en', { maximumFractionDigits: 6 });
}
