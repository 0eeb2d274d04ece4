import type { ModelFormat } from '@shared/learning/modelFormat';
import { askedNetworks, type Advice } from '../../learning/adviser/advice';
import type { ModelContext } from '../../learning/engine/protocol';
import { modelWriters, type About, type ModelFile } from '../formats';
import { describeAdviser } from './describeAdviser';
import { adviserNotice, noticeFile } from './notice';
import { adviserFolder } from './pooling';

/**
 * What an export has of an adviser: its model in the same format, and whose networks it is made of.
 *
 * @param advice of heads for which it is worth asking, one at least. Fails with `model-missing` or `model-broken`.
 */
export async function adviserFiles(
  context: ModelContext,
  advice: Advice,
  format: ModelFormat,
  about: About,
): Promise<readonly ModelFile[]> {
  const model = await modelWriters[format](describeAdviser(context, advice), about);
  const notice = { name: noticeFile, bytes: Buffer.from(adviserNotice(askedNetworks(advice))) };
  return [...model, notice].map(({ name, bytes }) => ({ name: `${adviserFolder}/${name}`, bytes }));
}
