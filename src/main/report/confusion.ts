import type { ConfusionMatrix } from '@shared/learning/results';
import { html, type Markup } from './html';

/** Labels by rows, predictions by columns; each cell with its share of the row. */
export function confusionTable(head: string, { values, counts }: ConfusionMatrix): Markup {
  return html`<article>
    <table class="confusion">
      <caption>
        ${head}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${values.map((value) => html`<th scope="col">${words(value)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${counts.map((row, label) => confusionRow(words(values[label]!), row, label))}
      </tbody>
    </table>
  </article>`;
}

function confusionRow(name: string, counts: readonly number[], label: number): Markup {
  const support = counts.reduce((sum, count) => sum + count, 0);
  return html`<tr>
    <th scope="row">${name}</th>
    ${counts.map((count, predicted) => {
      const part = support === 0 ? 0 : count / support;
      return html`<td class="${predicted === label ? 'right' : 'wrong'}" style="--part:${part.toFixed(3)}">
        ${count}<small>${(part * 100).toFixed(0)} %</small>
      </td>`;
    })}
  </tr>`;
}

/** left_profile → left profile */
function words(value: string): string {
  return value.replaceAll('_', ' ');
}
