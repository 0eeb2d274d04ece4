import type { EvaluateReport, RunSummary } from '@shared/contract/reports';
import type { ConfusionMatrix, Metrics } from '@shared/learning/results';
import { html, Markup } from './html';
import { lineChartSvg, thinned, type Line } from './lineChart';
import { pageStyle } from './pageStyle';

export interface ReportContent {
  readonly run: RunSummary;
  readonly steps: readonly { readonly globalStep: number; readonly lossByHead: Metrics }[];
  readonly validations: readonly { readonly globalStep: number; readonly metrics: Metrics }[];
  readonly evaluation: EvaluateReport;
  /** Addresses relative to the page. */
  readonly pictures: readonly string[];
}

/** One self-contained page about a run: what was trained, how it went, what each head scores and confuses. */
export function reportPage(content: ReportContent): string {
  const { run, evaluation } = content;
  const engine = evaluation.engine;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${run.name} · Facet</title>
        <style>
          ${new Markup(pageStyle)}
        </style>
      </head>
      <body>
        <header>
          <h1>${run.name}</h1>
          <p>
            Preset ${run.preset}, ${run.globalStep.toLocaleString('en')} steps of
            ${run.configuration.batchSize}
            faces${run.seconds === null ? '' : ` in ${run.seconds.toFixed(0)} s`}, seed
            ${run.configuration.seed}. Measured on ${evaluation.faces.toLocaleString('en')} faces of
            ${evaluation.split} with ${engine.library} (${engine.device}).
          </p>
        </header>
        <main>
          <section class="heads">
            ${run.configuration.heads.map((head) => headCard(head.name, evaluation))}
          </section>
          <section class="charts">
            ${chartFigure('Training loss by head', 'A batch’s mean loss before weighting, averaged over stretches of steps.', lossLines(content), true)}
            ${content.validations.length > 0 ? chartFigure('Validation', 'Measured on faces held out of training.', validationLines(content), false) : new Markup('')}
          </section>
          <section>
            <h2>Confusion</h2>
            <div class="matrices">
              ${Object.entries(evaluation.confusion).map(([head, matrix]) => confusionTable(head, matrix))}
            </div>
          </section>
          ${
            content.pictures.length > 0
              ? html`<section>
                  <h2>Predictions</h2>
                  <p>
                    Points and values as this run predicts them: squares are the image’s left, circles its
                    right.
                  </p>
                  <div class="pictures">
                    ${content.pictures.map((picture) => html`<img src="${picture}" alt="Face with predicted points" loading="lazy" />`)}
                  </div>
                </section>`
              : new Markup('')
          }
          <section>
            <h2>Every metric</h2>
            ${metricsTable(evaluation)}
          </section>
        </main>
        <footer>
          <p>
            nme is the mean distance between predicted and labelled points over the distance between the eye
            centres; failure_rate is the share of faces above 0.1, auc the area under the cumulative error
            curve up to 0.1. Attributes are labels of a data set, not truths about people; do not use them to
            decide about anyone.
          </p>
        </footer>
      </body>
    </html> `.text;
}

/** The one number of a head that a person asks for first, beside what a constant scores. */
const headlines: readonly (readonly [metric: string, title: string])[] = [
  ['nme', 'mean error, of the eye distance'],
  ['accuracy', 'accuracy'],
  ['rmse', 'root mean squared error'],
  ['average_loss', 'average loss'],
];

function headCard(head: string, evaluation: EvaluateReport): Markup {
  const headline = headlines.find(([metric]) => evaluation.metrics[`${metric}/${head}`] !== undefined);
  if (!headline) return new Markup('');
  const [metric, title] = headline;
  const name = `${metric}/${head}`;
  const floor = evaluation.floors[name];
  const balanced = evaluation.metrics[`balanced_accuracy/${head}`];
  return html`<article>
    <h2>${head}</h2>
    <p class="value">${share(metric, evaluation.metrics[name]!)}</p>
    <p>${title}</p>
    <p class="quiet">
      ${floor === undefined ? '' : `a constant: ${share(metric, floor)}`}${balanced === undefined ? '' : `; balanced: ${share('accuracy', balanced)}`}
    </p>
  </article>`;
}

function share(metric: string, value: number): string {
  return metric === 'nme' || metric === 'accuracy' ? `${(value * 100).toFixed(1)} %` : value.toFixed(3);
}

function lossLines({ run, steps }: ReportContent): Line[] {
  return run.configuration.heads.map((head) => ({
    name: head.name,
    points: thinned(
      steps.flatMap((step) => {
        const loss = step.lossByHead[head.name];
        return loss === undefined || !(loss > 0) ? [] : [[step.globalStep, loss] as const];
      }),
    ),
  }));
}

function validationLines({ run, validations }: ReportContent): Line[] {
  return run.configuration.heads.flatMap((head) => {
    const metric = ['nme', 'accuracy', 'rmse'].find((name) =>
      validations.some((validation) => validation.metrics[`${name}/${head.name}`] !== undefined),
    );
    if (!metric) return [];
    const points = validations.flatMap((validation) => {
      const value = validation.metrics[`${metric}/${head.name}`];
      return value === undefined ? [] : [[validation.globalStep, value] as const];
    });
    return [{ name: `${metric}/${head.name}`, points }];
  });
}

function chartFigure(
  title: string,
  description: string,
  lines: readonly Line[],
  logarithmic: boolean,
): Markup {
  const svg = lineChartSvg({
    description: `${title}. ${description}`,
    xName: 'step',
    yName: '',
    logarithmic,
    lines,
  });
  return html`<figure>
    <figcaption>
      <h2>${title}</h2>
      <p class="quiet">${description}</p>
    </figcaption>
    ${new Markup(svg)}
    <details>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">step</th>
            ${lines.map((line) => html`<th scope="col">${line.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${chartRows(lines)}
        </tbody>
      </table>
    </details>
  </figure>`;
}

const tableRows = 20;

function chartRows(lines: readonly Line[]): Markup[] {
  const longest = lines.reduce(
    (most, line) => (line.points.length > most.points.length ? line : most),
    lines[0]!,
  );
  const every = Math.max(1, Math.ceil(longest.points.length / tableRows));
  return longest.points
    .map((_, index) => index)
    .filter((index) => index % every === 0 || index === longest.points.length - 1)
    .map(
      (index) =>
        html`<tr>
          <th scope="row">${longest.points[index]![0].toFixed(0)}</th>
          ${lines.map((line) => html`<td>${line.points[index]?.[1].toFixed(4) ?? ''}</td>`)}
        </tr>`,
    );
}

function confusionTable(head: string, matrix: ConfusionMatrix): Markup {
  const rows = matrix.counts.map((counts, label) => {
    const support = counts.reduce((sum, count) => sum + count, 0);
    return html`<tr>
      <th scope="row">${matrix.values[label]!}</th>
      ${counts.map((count, predicted) => {
        const part = support === 0 ? 0 : count / support;
        return html`<td class="${predicted === label ? 'right' : 'wrong'}" style="--part:${part.toFixed(3)}">
          ${count}<small>${(part * 100).toFixed(0)} %</small>
        </td>`;
      })}
    </tr>`;
  });
  return html`<table class="confusion">
    <caption>
      ${head}: labelled (rows), predicted (columns)
    </caption>
    <thead>
      <tr>
        <td></td>
        ${matrix.values.map((value) => html`<th scope="col">${value}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function metricsTable(evaluation: EvaluateReport): Markup {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">metric</th>
        <th scope="col">value</th>
        <th scope="col">a constant</th>
      </tr>
    </thead>
    <tbody>
      ${Object.entries(evaluation.metrics).map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value.toFixed(4)}</td>
            <td>${evaluation.floors[name]?.toFixed(4) ?? ''}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
