import { chartFigure } from './chartFigure';
import { cumulativeErrorCharts, lossChart, validationCharts } from './charts';
import { confusionTable } from './confusion';
import type { ReportContent } from './content';
import { headCard } from './headCard';
import { html, Markup } from './html';
import { metricTables } from './metricTables';
import { pageStyle } from './pageStyle';

/**
 * One page about a run, with everything in it: what was trained, how it went, what each head scores and confuses,
 * and what it says about some photos. It loads nothing and runs no script.
 */
export function reportPage(content: ReportContent): string {
  const { run, evaluation, pictures } = content;
  const charts = [lossChart(content), ...cumulativeErrorCharts(content)];
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
          <p>${training(content)} ${measurement(content)}</p>
        </header>
        <main>
          ${section(
            'What each head scores',
            '',
            'cards',
            run.configuration.heads.map((head) => headCard(head.name, evaluation)),
          )}
          ${section('How it learnt', '', 'charts wide', charts.map(chartFigure))}
          ${section(
            'On the way, head by head',
            `Validation is measured on faces held out of training; the dot is the end, on ${evaluation.split}; the dashed line is what a constant scores there.`,
            'charts',
            validationCharts(content).map(chartFigure),
          )}
          ${section(
            'What is taken for what',
            'Rows are labels, columns predictions; each cell counts faces and says which share of its row they are.',
            'tables',
            Object.entries(evaluation.confusion).map(([head, matrix]) => confusionTable(head, matrix)),
          )}
          ${section(
            'Predictions',
            'Points and values as this run predicts them: squares are the image’s left, circles its right.',
            'pictures',
            pictures.map(
              (picture) => html`<img src="${picture}" alt="A photo with predicted points and values" />`,
            ),
          )}
          ${section('Every metric', '', 'tables', metricTables(run, evaluation))}
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

/** Nothing where there is nothing to show. */
function section(title: string, explanation: string, kind: string, parts: readonly Markup[]): Markup {
  if (parts.length === 0) return new Markup('');
  return html`<section>
    <h2>${title}</h2>
    ${explanation === '' ? new Markup('') : html`<p class="quiet">${explanation}</p>`}
    <div class="${kind}">${parts}</div>
  </section>`;
}

function training({ run }: ReportContent): string {
  const { configuration, globalStep, seconds } = run;
  const time = seconds === null ? '' : ` in ${seconds.toFixed(0)} s`;
  return (
    `Trained with the preset ${configuration.preset}: ${globalStep.toLocaleString('en')} steps of ` +
    `${configuration.batchSize} faces${time}, seed ${configuration.seed}.`
  );
}

function measurement({ evaluation }: ReportContent): string {
  const { faces, split, engine } = evaluation;
  return `Measured on ${faces.toLocaleString('en')} faces of ${split} with ${engine.library} (${engine.device}).`;
}
