import type { Problem } from '@shared/contract/jobs';
import type { Attribute } from '@shared/domain/attribute';
import { html, Markup } from '../../report/html';
import { pageStyle } from '../../report/pageStyle';
import { binCount, type HeadSummary, type UncertainFace } from './headSummary';

export interface SummaryContent {
  readonly run: string;
  readonly finder: string | null;
  readonly photos: number;
  readonly faces: number;
  readonly withoutFace: number;
  /** Photos with the same bytes as another. */
  readonly copies: number;
  readonly problems: readonly Problem[];
  readonly attributes: readonly Attribute[];
  readonly heads: readonly HeadSummary[];
  /** Of the least certain faces, as `data:` addresses; none where a photo could not be read again. */
  readonly pictures: ReadonlyMap<UncertainFace, string>;
}

const problemsShown = 200;

const style = `
.bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: 4px 10px; align-items: center; }
.bars b { font-weight: 500; } .bars i { display: block; height: 10px; border-radius: 3px; background: rgb(var(--right));
  width: calc(100% * var(--part)); min-width: 1px; }
section > article { margin-top: 12px; }
.faces { display: grid; grid-template-columns: repeat(auto-fill, minmax(120px, 1fr)); gap: 10px; margin-top: 10px; }
.faces img { width: 100%; border-radius: 6px; display: block; } .faces p { overflow-wrap: anywhere; }
.problems td, .problems th { text-align: left; overflow-wrap: anywhere; vertical-align: top; }
`;

/** What was predicted on a folder, on one page with everything in it. It loads nothing and runs no script. */
export function summaryPage(content: SummaryContent): string {
  const { run, heads, problems } = content;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Predictions of ${run} · Facet</title>
        <style>
          ${new Markup(pageStyle + style)}
        </style>
      </head>
      <body>
        <header>
          <h1>Predictions of ${run}</h1>
          <p>${counts(content)}</p>
        </header>
        <main>
          ${heads.map((head) => headSection(head, content))}
          ${problems.length === 0 ? new Markup('') : problemSection(problems)}
        </main>
        <footer>
          <p>
            A confidence is the probability that the network gives to what it says; it is no measure of how
            often it is right. Attributes are labels of a data set, not truths about people; do not use them
            to decide about anyone.
          </p>
        </footer>
      </body>
    </html> `.text;
}

function counts({ photos, faces, withoutFace, copies, problems, finder }: SummaryContent): string {
  const number = (value: number): string => value.toLocaleString('en');
  const parts = [
    `${number(faces)} faces in ${number(photos)} photos.`,
    finder === null ? 'Each photo counts as one face.' : `Faces were found by ${finder}.`,
    ...(withoutFace > 0 ? [`In ${number(withoutFace)} photos no face was found.`] : []),
    ...(copies > 0 ? [`${number(copies)} photos have the same bytes as another.`] : []),
    ...(problems.length > 0 ? [`${number(problems.length)} problems, listed below.`] : []),
  ];
  return parts.join(' ');
}

function headSection(head: HeadSummary, content: SummaryContent): Markup {
  const { named, leastCertain } = head;
  const attribute = content.attributes.find(({ id }) => id === named.attribute);
  const title = attribute?.name ?? named.head;
  const parts = [
    ...(head.values.size > 0 ? [figure('What it says', valueBars(head))] : []),
    ...(sum(head.confidences) > 0 ? [figure('How sure it is', confidenceBars(head))] : []),
    ...(head.numbers.length > 0 ? [numberFigure(head)] : []),
  ];
  const shown = leastCertain.filter((face) => content.pictures.has(face));
  return html`<section>
    <h2>${title}</h2>
    <div class="charts">${parts}</div>
    ${
      shown.length === 0
        ? new Markup('')
        : html`<article>
            <h3>${isPoints(head) ? 'Unlike most' : 'Least certain'}</h3>
            ${isPoints(head) ? html`<p class="quiet">${spreadWords}</p>` : new Markup('')}
            <div class="faces">${shown.map((face) => uncertainFace(face, head, content))}</div>
          </article>`
    }
  </section>`;
}

function uncertainFace(face: UncertainFace, head: HeadSummary, { pictures }: SummaryContent): Markup {
  const said = face.said
    .split(', ')
    .map((id) => nameOf(head, id))
    .join(', ');
  return html`<div>
    <img src="${pictures.get(face)!}" alt="A face of ${face.name}" />
    <p>${isPoints(head) ? 'Spread' : said || '–'} ${percent(face.confidence)}</p>
    <p class="quiet">${face.name}</p>
  </div>`;
}

const spreadWords =
  'Points have no confidence of their own. Their spread is how far they are from their middle, as a part of the side of ' +
  'what the network was shown. Where it is another one than most faces’, they may have gone together or astray.';

function isPoints({ named }: HeadSummary): boolean {
  return named.form.kind === 'points';
}

function numberFigure(head: HeadSummary): Markup {
  return isPoints(head)
    ? figure(
        'How far its points spread',
        numberBars(head.numbers, (part) => `${(part * 100).toPrecision(3)} %`),
      )
    : figure(
        'What it says',
        numberBars(head.numbers, (number) => number.toPrecision(3)),
      );
}

function figure(title: string, bars: Markup): Markup {
  return html`<figure>
    <figcaption><h3>${title}</h3></figcaption>
    <div class="bars">${bars}</div>
  </figure>`;
}

function valueBars(head: HeadSummary): Markup {
  const total = sum([...head.values.values()]);
  return html`${[...head.values].map(([id, faces]) => bar(nameOf(head, id), faces, total))}`;
}

function confidenceBars({ confidences }: HeadSummary): Markup {
  const total = sum(confidences);
  const steps = confidences
    .map((faces, step) => ({
      faces,
      words: `${percent(step / binCount)} to ${percent((step + 1) / binCount)}`,
    }))
    // A head of two values is never less than half sure.
    .filter(({ faces }, step) => faces > 0 || step >= binCount / 2);
  return html`${steps.map(({ words, faces }) => bar(words, faces, total))}`;
}

function numberBars(numbers: readonly number[], words: (number: number) => string): Markup {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const width = (most - least) / binCount || 1;
  const bins = new Array<number>(binCount).fill(0);
  for (const number of numbers) bins[Math.min(binCount - 1, Math.floor((number - least) / width))]! += 1;
  return html`${bins.map((faces, step) =>
    bar(`${words(least + step * width)} to ${words(least + (step + 1) * width)}`, faces, numbers.length),
  )}`;
}

function bar(name: string, faces: number, total: number): Markup {
  const part = total === 0 ? 0 : faces / total;
  return html`<b>${name}</b><i style="--part: ${part.toFixed(4)}"></i
    ><span>${faces.toLocaleString('en')} (${percent(part)})</span>`;
}

function problemSection(problems: readonly Problem[]): Markup {
  const hidden = problems.length - problemsShown;
  return html`<section>
    <h2>Problems</h2>
    ${
      hidden > 0
        ? html`<p class="quiet">The first ${problemsShown}; ${hidden.toLocaleString('en')} more.</p>`
        : new Markup('')
    }
    <div class="tables">
      <table class="problems">
        <tbody>
          ${problems.slice(0, problemsShown).map(
            ({ file, reason }) =>
              html`<tr>
                <th scope="row">${file}</th>
                <td>${reason}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function nameOf({ named: { form } }: HeadSummary, id: string): string {
  return 'values' in form ? (form.values.find((value) => value.id === id)?.name ?? id) : id;
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
