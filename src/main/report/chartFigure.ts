import { html, Markup } from './html';
import { type Axis, type Chart, lineChartSvg } from './lineChart';

/** A chart with its words, and the same numbers as a table for who cannot see it or wants them exactly. */
export function chartFigure(chart: Chart): Markup {
  return html`<figure>
    <figcaption>
      <h3>${chart.title}</h3>
      <p class="quiet">${chart.description}</p>
    </figcaption>
    ${new Markup(lineChartSvg(chart))}
    <details>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${chart.xName}</th>
            ${chart.lines.map((line) => html`<th scope="col">${line.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${tableRows(chart)}
        </tbody>
      </table>
    </details>
  </figure>`;
}

const mostRows = 24;

/** A row a place on the x axis where any line has a point; of many, evenly chosen ones and the last. */
function tableRows({ lines, x, y }: Chart): Markup[] {
  const values = lines.map((line) => new Map(line.points.map(([place, value]) => [place, value])));
  const places = [...new Set(values.flatMap((line) => [...line.keys()]))].sort(
    (first, second) => first - second,
  );
  const every = Math.max(1, Math.ceil(places.length / mostRows));
  return places
    .filter((_, index) => index % every === 0 || index === places.length - 1)
    .map(
      (place) =>
        html`<tr>
          <th scope="row">${number(place, x, 0)}</th>
          ${values.map((line) => html`<td>${line.has(place) ? number(line.get(place)!, y, 4) : ''}</td>`)}
        </tr>`,
    );
}

function number(value: number, { unit }: Axis, decimals: number): string {
  return unit === 'percent' ? `${(value * 100).toFixed(1)} %` : value.toFixed(decimals);
}
