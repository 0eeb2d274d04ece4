import type { EvaluateReport } from '@shared/contract/reports';
import { headlineOf, measured } from './content';
import { html, Markup } from './html';

/** A head's headline beside what a constant scores: a number is good only above its floor. */
export function headCard(head: string, { metrics, floors }: EvaluateReport): Markup {
  const headline = headlineOf(head, metrics);
  if (!headline) return new Markup('');
  const name = `${headline.metric}/${head}`;
  const value = metrics[name]!;
  const floor = floors[name];
  const balanced = metrics[`balanced_accuracy/${head}`];
  return html`<article>
    <h3>${head}</h3>
    <p class="value">${measured(value, headline.unit)}</p>
    <p>${headline.title}</p>
    ${floor === undefined ? new Markup('') : floorLine(value, floor, headline)}
    ${
      balanced === undefined
        ? new Markup('')
        : html`<p class="quiet">balanced accuracy: ${measured(balanced, 'percent')}</p>`
    }
  </article>`;
}

function floorLine(
  value: number,
  floor: number,
  { better, unit }: NonNullable<ReturnType<typeof headlineOf>>,
): Markup {
  const beaten = better === 'higher' ? value > floor : value < floor;
  return html`<p class="${beaten ? 'beaten' : 'unbeaten'}">
    ${beaten ? '✓ better than' : '✗ no better than'} a constant: ${measured(floor, unit)}
  </p>`;
}
