import type { EvaluateReport, RunSummary } from '@shared/contract/reports';
import { html, type Markup } from './html';

interface MetricRow {
  readonly name: string;
  readonly value: number;
  readonly floor: number | undefined;
}

/** Every metric: those of all heads together, then a table a head. */
export function metricTables(run: RunSummary, { metrics, floors }: EvaluateReport): Markup[] {
  const heads = run.configuration.heads.map((head) => head.name);
  const headOf = (name: string): string => heads.find((head) => name.endsWith(`/${head}`)) ?? '';
  const rows = Object.entries(metrics).map(([name, value]) => ({ name, value, floor: floors[name] }));
  return ['', ...heads].map((head) =>
    metricTable(
      head === '' ? 'all heads' : head,
      rows
        .filter(({ name }) => headOf(name) === head)
        .map((row) => ({ ...row, name: head === '' ? row.name : row.name.slice(0, -head.length - 1) })),
    ),
  );
}

function metricTable(title: string, rows: readonly MetricRow[]): Markup {
  return html`<article>
    <table>
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">metric</th>
          <th scope="col">this run</th>
          <th scope="col">a constant</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, value, floor }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${digits(value)}</td>
              <td>${floor === undefined ? '' : digits(floor)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </article>`;
}

function digits(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(4);
}
