import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdviserNetworkName } from '../../learning/adviser/adviserGraph';
import { fromPackage } from '../../packageFolder';
import { networkOrigins } from './origins';

export const noticeFile = 'NOTICE.md';

/** Whose networks are in an adviser's model, and the licences of the packages that they come in. Fails with `model-missing`. */
export function adviserNotice(names: readonly AdviserNetworkName[]): string {
  const origins = names.map((name) => networkOrigins[name]);
  const networks = origins.map(
    ({ file, tells, by }) =>
      `- A network of ${tells} (${by}), with the weights in the package \`${file.package}\`.`,
  );
  const byPackage = new Map(origins.map(({ file }) => [file.package, file]));
  const licences = [...byPackage].map(([name, { title }]) => {
    const licence = fromPackage(name, title, (folder) => readFileSync(join(folder, 'LICENSE'), 'utf8'));
    return `## Licence of \`${name}\`\n\n${licence.trim()}`;
  });
  return [
    '# Whose networks these are',
    'The model in this folder is made of networks that others have trained, as they are up to their features, and of a layer a head on top ' +
      'of these, which Facet has learnt from the faces of the run. What the networks were trained on is not known in detail.',
    networks.join('\n'),
    ...licences,
    '',
  ].join('\n\n');
}
