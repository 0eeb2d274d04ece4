import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TensorFlowOffer } from '@shared/contract/tensorFlow';
import { chooseTensorFlow, type TensorFlowWheels } from '../../../../../src/main/runtime/tensorflow/choose';
import { rememberFailure } from '../../../../../src/main/runtime/tensorflow/failures';
import { describeOffer, offerTensorFlow } from '../../../../../src/main/runtime/tensorflow/offer';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { aMachine, bare, hopper } from './aMachine';

const nothing = { bindingFile: null, address: null, pins: {} };
const packaged = { bindingFile: '/app/b.node', address: 'https://mirror.example/wheels/', pins: {} };
const { file } = (chooseTensorFlow(aMachine(), 'cpu') as TensorFlowWheels).tensorflow;

describe('describeOffer', () => {
  it('says how much would come, and from where', () => {
    expect(describeOffer(aMachine(bare), 'auto', packaged, temporaryFolder())).toEqual({
      kind: 'missing',
      version: '2.21.0',
      variant: 'cpu',
      bytes: 273_829_956,
      haveBytes: 0,
      by: 'http',
      host: 'mirror.example',
      obstacle: null,
    } satisfies TensorFlowOffer);
    expect(describeOffer(aMachine(), 'auto', nothing, temporaryFolder())).toMatchObject({
      by: 'pip',
      host: null,
    });
  });

  it('says what is there of it already, whole or not', () => {
    const cache = temporaryFolder();
    const downloads = join(cache, 'tensorflow', 'downloads');
    mkdirSync(downloads, { recursive: true });
    writeFileSync(join(downloads, `${file}.part`), Buffer.alloc(1000));
    expect(describeOffer(aMachine(bare), 'auto', packaged, cache)).toMatchObject({ haveBytes: 1000 });
  });

  it('says how to get it where the application knows no address and there is no pip', () => {
    const offer = describeOffer(aMachine(bare), 'auto', { ...packaged, address: null }, temporaryFolder());
    expect(offer).toMatchObject({ kind: 'missing', by: null, obstacle: { code: 'tools-missing' } });
    const { message } = (offer as { obstacle: { message: string } }).obstacle;
    expect(message).toContain('pip is not installed');
    expect(message).toContain('FACET_TENSORFLOW_ADDRESS');
    expect(message).toContain(file);
  });

  it('offers the processor’s build where a GPU’s libraries cannot be had', () => {
    const machine = aMachine({ ...bare, gpus: [hopper] });
    expect(describeOffer(machine, 'auto', packaged, temporaryFolder())).toMatchObject({
      variant: 'cpu',
      by: 'http',
    });
    const withPip = aMachine({ gpus: [hopper] });
    expect(describeOffer(withPip, 'auto', nothing, temporaryFolder())).toMatchObject({
      variant: 'cuda',
      by: 'pip',
    });
    expect(describeOffer(machine, 'cuda', packaged, temporaryFolder())).toMatchObject({
      variant: 'cuda',
      by: null,
    });
  });

  it('remembers why the last attempt failed, and can be tried again', () => {
    const cache = temporaryFolder();
    const failure = { code: 'wheel-hash', message: 'It was not the file.' };
    rememberFailure(cache, 'cpu', failure);
    expect(describeOffer(aMachine(bare), 'auto', packaged, cache)).toMatchObject({
      by: 'http',
      obstacle: failure,
    });
  });

  it('offers nothing where nothing is published', () => {
    const machine = aMachine({ platform: 'win32', glibc: null });
    expect(describeOffer(machine, 'auto', packaged, temporaryFolder())).toMatchObject({ kind: 'none' });
  });
});

describe('offerTensorFlow', () => {
  it('offers nothing to whoever has switched it off', async () => {
    const environment = { FACET_TENSORFLOW: 'off', FACET_CACHE: temporaryFolder() };
    expect(await offerTensorFlow(null, environment)).toMatchObject({ kind: 'none' });
  });

  it('looks at this machine', async () => {
    const environment = { PATH: temporaryFolder(), FACET_CACHE: temporaryFolder() };
    const offer = await offerTensorFlow(null, environment);
    expect(['missing', 'none']).toContain(offer.kind);
    if (offer.kind === 'missing') expect(offer.by).toBeNull();
  });
});
