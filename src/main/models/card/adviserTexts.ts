import type { Metrics } from '@shared/learning/results';
import { networkOrigins } from '../adviser/origins';
import type { AdviserPooling } from '../adviser/pooling';
import type { CardContent } from './content';
import { plain, share } from './markdown';
import { advisedIn } from './networkMetrics';

type Advised = Pick<CardContent, 'preprocess' | 'adviserNetworks'>;

/** Who else is asked, how, and that its answers count; nothing where nobody is. */
export function askedOfAdviser({ preprocess: { adviser }, adviserNetworks }: Advised): string {
  if (adviser === null) return '';
  return (
    ` **Of ${headsInWords(adviser)} Facet asks an adviser as well**, the model in \`${adviser.model}/\`: ${networksInWords(adviserNetworks)}, trained by ` +
    'others, with a layer a head on top that learnt from the same faces. It is shown the picture of the last view that is no mirror image, ' +
    'and its probabilities are pooled with the model’s by exponents.'
  );
}

/** What the adviser learnt in a training. */
export function learntByAdviser({ preprocess: { adviser }, adviserNetworks }: Advised): readonly string[] {
  if (adviser === null) return [];
  return [
    `Before the first step ${networksInWords(adviserNetworks)} saw the training faces, and what their features tell of ${headsInWords(adviser)} was ` +
      'learnt from the labels: that is the adviser, of which this model has learnt nothing. What its word counts was weighed on the ' +
      'validation faces.',
  ];
}

/** Of each head that was advised in an evaluation, what of its numbers is the model's and what is of both. */
export function advisedAccuracies(metrics: Metrics, adviser: AdviserPooling | null): readonly string[] {
  return advisedIn(metrics).map((head) => {
    const both = share(metrics[`accuracy/${head}`]);
    const who = adviser?.heads[head]
      ? `With the adviser, as “All passes” asks it and as Facet does, it is right in ${both} of these faces`
      : `Facet asked an adviser as well in the step that was measured, which is not worth asking in this one, and was right in ${both} of these faces`;
    return (
      `**Of ${plain(head)} this is the accuracy of the model by itself.** ${who}; what stands of that head further down (how sure it is, by ` +
      'group) is of both.'
    );
  });
}

function headsInWords({ heads }: AdviserPooling): string {
  return Object.keys(heads).map(plain).join(' and ');
}

function networksInWords(names: CardContent['adviserNetworks']): string {
  return names
    .map((name) => networkOrigins[name])
    .map(({ tells, by, file }) => `a network of ${tells} (${by}; \`${file.package}\`, MIT)`)
    .join(' and ');
}
