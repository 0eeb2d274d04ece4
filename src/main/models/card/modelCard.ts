import { neverThaws } from '@shared/domain/runStart';
import { readingOf } from '@shared/learning/headline';
import type { HeadColumns } from '@shared/insight/headColumns';
import { insightOf } from '@shared/insight/headInsight';
import type { Labels } from '../labels';
import { advisedAccuracies, askedOfAdviser, learntByAdviser } from './adviserTexts';
import type { CardContent, CardEvaluation } from './content';
import { example } from './examples';
import { networkMetrics } from './networkMetrics';
import { viewsExample } from './viewsExamples';
import { groupResults, type GroupResults } from './groups';
import { cardHeader } from './header';
import { startInWords } from '../../runs/runStart';
import { code, markdownTable, number, plain, share } from './markdown';

/** README.md of an export: a model card as Mitchell et al. 2019 propose it, with Hugging Face's header. */
export function modelCard(content: CardContent): string {
  const { run, labels, evaluation } = content;
  const sections: readonly (readonly [title: string, text: string])[] = [
    ['What it answers', answers(labels)],
    ['What goes in', input(content)],
    ['An example', example(content.format, content.preprocess)],
    ...(hasPasses(content)
      ? [['All passes', viewsExample(content.format, content.preprocess)] as const]
      : []),
    ['What it is for', intendedUse],
    ['What it must not be used for', misuse(labels)],
    ['What it learnt from', data(content)],
    ['How good it is', evaluation ? measured(content, evaluation) : notMeasured(run.name)],
    ['How sure it is', calibration(content)],
    ['By group', evaluation ? byGroup(evaluation) : notMeasured(run.name)],
    ['How it was trained', training(content)],
    ['Fingerprint', fingerprint(content)],
  ];
  const count = labels.heads.length;
  return [
    cardHeader(content),
    `# ${plain(run.name)}`,
    `A network with ${count === 1 ? 'one head' : `${count} heads`} on one trunk: it is shown a face, and each head answers for its task.`,
    ...sections.map(([title, text]) => `## ${title}\n\n${text}`),
    '',
  ].join('\n\n');
}

/** Whether there is more to ask than the model once, and a program for it: of faces, not of whole photos. */
function hasPasses({ preprocess: { views, adviser, crop } }: CardContent): boolean {
  return (views !== null || adviser !== null) && crop.of === 'face';
}

function answers({ heads, landmarkScheme }: Labels): string {
  const rows = heads.map(({ head, output, meaning }): readonly string[] => {
    switch (meaning.numbers) {
      case 'points':
        return [
          head,
          output,
          `[n, ${meaning.points.length}, 2]`,
          `x and y of ${meaning.points.join(', ')}, as fractions of the crop from its upper left corner`,
        ];
      case 'probabilities':
        return [head, output, `[n, ${meaning.values.length}]`, `probability of ${namesOf(meaning.values)}`];
      case 'probability':
        return [
          head,
          output,
          '[n, 1]',
          `probability of ${meaning.values[1]!.name}, not ${meaning.values[0]!.name}`,
        ];
      case 'tag-probabilities':
        return [
          head,
          output,
          `[n, ${meaning.values.length}]`,
          `probability of each of ${namesOf(meaning.values)}, for itself`,
        ];
      case 'numbers':
        return [head, output, `[n, ${meaning.names.length}]`, meaning.names.join(', ')];
    }
  });
  return [
    markdownTable(['head', 'output', 'shape', 'meaning'], rows, 4),
    `\`labels.json\` says the same for programs. Points are of the scheme “${plain(landmarkScheme.name)}”; “left” and “right” are the picture’s.`,
  ].join('\n\n');
}

function namesOf(values: readonly { readonly name: string }[]): string {
  return values.map(({ name }) => name).join(', ');
}

function input(content: CardContent): string {
  const { preprocess } = content;
  const { name, sizePx } = preprocess.input;
  const { scalingInTheModel: scaling, crop, resize } = preprocess;
  const pixels = scaling
    ? 'The model scales pixels itself (pixel·factor + offset, in `preprocess.json`): do not scale them before.'
    : 'The model takes pixels as they are: do not scale them.';
  const through =
    resize.throughPx === sizePx
      ? ''
      : ` to ${resize.throughPx}×${resize.throughPx} pixels and from there to the input without anti-aliasing`;
  const framing =
    crop.of === 'image'
      ? 'The crop is the whole photo, stretched to a square with bilinear interpolation and without anti-aliasing.'
      : `The crop is a square around the face, resized with anti-aliased bilinear interpolation${through}; where it reaches beyond ` +
        'the photo, the photo’s edge is repeated. **The framing decides the accuracy.** In training it was the square ' +
        'around the face’s box, or, for a face without a box, the square in which the points’ extent (the larger of ' +
        `their width and height) is ${crop.framing.extentOfSide} of the side and their mean lies at ` +
        `(${crop.framing.centreX}, ${crop.framing.centreY}). A face finder’s boxes have to be shifted and scaled to that.`;
  const { views } = preprocess;
  const passes =
    views === null
      ? ''
      : ' **Facet itself asks the model more than once of each face**, and the figures below are of that: ' +
        (views.realigned
          ? 'once to know where the points are, then of the face turned, zoomed and shifted so that they lie as near as they ' +
            'can to the points in `preprocess.json`, and so once more'
          : '') +
        (views.mirrored
          ? `${views.realigned ? ',' : 'of the face'} and of its mirror image, averaged. `
          : '. ') +
        firstLooks(views.realigned?.firstLook ?? {}) +
        'The first pass alone, as the short example makes it, is worse, most of all on faces that are turned or framed otherwise.';
  const program = hasPasses(content) ? ' “All passes” is a program that answers as Facet does.' : '';
  return [
    `\`${name}\`: float32 [n, ${sizePx}, ${sizePx}, 3], RGB, 0 to 255, rows from the top; any n. ${pixels}`,
    `${framing}${passes}${askedOfAdviser(content)}${program} \`preprocess.json\` says the same for programs.`,
  ].join('\n\n');
}

function firstLooks(shares: Readonly<Record<string, number>>): string {
  const named = Object.entries(shares).map(([head, counts]) => `${plain(head)} ${share(counts)}`);
  if (named.length === 0) return '';
  return `The first pass, which is not so close, counts as well where that was better on validation faces (${named.join(', ')}). `;
}

const intendedUse =
  'To find the labelled points of faces and to propose labels in photos like those it learnt from: for annotation that a ' +
  'person reviews, for sorting and searching one’s own photos, for research and teaching on multi-task networks.';

function misuse({ heads }: Labels): string {
  const attributes = heads.flatMap(({ attribute }) => (attribute === null ? [] : [attribute]));
  const ofGender = attributes.filter((id) => /gender|sex/i.test(id));
  const lines = [
    'To recognise or identify people, or to watch them.',
    'To decide, or to help decide, anything about a person: work, money, housing, schooling, health, access, policing.',
    ...(attributes.length > 0
      ? [
          'To say what a person is. Its attributes are how a face in one photo looked to whoever labelled it: not identity, ' +
            'not character, not feeling. A smile is the shape of a mouth.',
        ]
      : []),
    ...(ofGender.length > 0
      ? [
          `**Gender above all** (${ofGender.map((id) => `\`${plain(id)}\``).join(', ')}): what it answers is one of the few values ` +
            'that somebody else gave to a look. It is no person’s gender, is wrong for many, and harms when it is acted ' +
            'upon: do not address, count, admit, refuse or target people by it.',
        ]
      : []),
    'On faces unlike those it learnt from, without measuring it on them first.',
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

function data({ beginning, evaluation, run }: CardContent): string {
  const trained = beginning
    ? `It learnt from ${number(beginning.trainingFaces)} labelled faces` +
      (beginning.validationFaces > 0
        ? `; ${number(beginning.validationFaces)} more were held out to choose the best step.`
        : '; none were held out.')
    : 'How many faces it learnt from was not written down.';
  const { augmentation } = run.configuration;
  const inColours = augmentation?.saturation || augmentation?.gray ? ' and colours' : '';
  const augmented =
    augmentation === null
      ? 'They were shown as they are.'
      : `They were shown flipped, turned, zoomed, shifted and in other light${inColours} (“How it was trained”).`;
  const tested = evaluation
    ? ` It was measured on ${number(evaluation.faces)} faces of the split “${plain(evaluation.split)}”.`
    : '';
  return (
    `${trained} ${augmented}${tested} The faces are not part of this folder. Whoever has rights on them decides what may be ` +
    'done with a model made of them: many sets of faces are for research only.'
  );
}

function notMeasured(run: string): string {
  return `The run “${plain(run)}” was not evaluated before it was handed on: nothing is known of it here.`;
}

function measured({ globalStep, labels, preprocess }: CardContent, evaluation: CardEvaluation): string {
  const { split, faces, at, engine, floors } = evaluation;
  const metrics = networkMetrics(evaluation.metrics);
  const rows = labels.heads.flatMap(({ head }) =>
    Object.entries(metrics).flatMap(([name, value]) => {
      if (!name.endsWith(`/${head}`) || name === `loss/${head}`) return [];
      const floor = floors[name];
      const show = readingOf(name.slice(0, -head.length - 1)).unit === 'plain' ? number : share;
      return [[head, name.slice(0, -head.length - 1), show(value), floor === undefined ? '–' : show(floor)]];
    }),
  );
  const other =
    evaluation.globalStep === globalStep
      ? ''
      : ` **This is another step’s result**: step ${number(evaluation.globalStep)} was measured, and step ${number(globalStep)} is handed on.`;
  return [
    `On the ${number(faces)} faces of the split “${plain(split)}”, ${at.slice(0, 10)}, ${plain(engine.library)} (${plain(engine.device)}).${other} Beside each number stands what the best constant scores on the same faces.`,
    markdownTable(['head', 'metric', 'this model', 'a constant'], rows, 2),
    '`nme` is the mean distance of predicted and labelled points over the distance between the eye centres; `failure_rate` ' +
      'is the share of faces above `failure_threshold`, `auc` of points that of the cumulative error curve up to it.',
    ...advisedAccuracies(evaluation.metrics, preprocess.adviser),
  ].join('\n\n');
}

/** The temperatures in the model, and how far its probabilities are from how often it is right. */
function calibration({ labels: { heads }, calibration: fitted, evaluation }: CardContent): string {
  const temperatures = heads.flatMap(({ head }) => {
    const own = fitted[head];
    if (!own) return [];
    const { temperature, labels, errorBefore, errorAfter } = own;
    return [[head, number(temperature), number(labels), number(errorBefore), number(errorAfter)]];
  });
  const errors = heads.flatMap(({ head }) => {
    const columns = evaluation?.columns.get(head);
    const insight = columns && insightOf(columns);
    if (insight?.form !== 'choice' && insight?.form !== 'tags') return [];
    const { reliability, calibration: own } = insight;
    const before = own?.before ?? reliability;
    const after = own ? number(reliability.expectedCalibrationError) : '–';
    return [[head, number(before.expectedCalibrationError), after]];
  });
  return [
    ...(temperatures.length === 0
      ? ['Its probabilities are the network’s own: they were not calibrated.']
      : [
          'Its probabilities are calibrated by temperature scaling (Guo et al. 2017): a head’s logits are divided by a number ' +
            'that was fitted on validation faces, which the network had not learnt from. The division is in the weights and ' +
            'biases of the head’s last layer here; times the temperature they are as they were learnt. Expected calibration ' +
            'error in 15 bins on those faces:',
          markdownTable(['head', 'temperature', 'labels', 'error before', 'error after'], temperatures),
        ]),
    ...(evaluation && errors.length > 0
      ? [
          `Expected calibration error on the split “${plain(evaluation.split)}”:`,
          markdownTable(['head', 'error before', 'error after'], errors),
        ]
      : []),
  ].join('\n\n');
}

function byGroup({ columns }: CardEvaluation): string {
  const results = groupResults(columns);
  if (results.length === 0) return 'None of its heads chooses a value by which faces could be grouped.';
  const isPoints = (head: string): boolean => columns.get(head)?.form.form === 'points';
  return [
    'The same evaluation, by what the faces are labelled with: mean error of the points over the eye distance (`nme`), ' +
      'and accuracy. A group of few faces says little.',
    ...results.map((result) => groupTable(result, columns, isPoints)),
  ].join('\n\n');
}

function groupTable(
  { by, groups }: GroupResults,
  columns: ReadonlyMap<string, HeadColumns>,
  isPoints: (head: string) => boolean,
): string {
  const heads = Object.keys(groups[0]?.scores ?? {}).filter((head) => columns.has(head));
  const titles = heads.map((head) => `${head}, ${isPoints(head) ? 'nme' : 'accuracy'}`);
  return markdownTable(
    [by, 'faces', ...titles],
    groups.map(({ value, faces, scores }) => [
      value,
      number(faces),
      ...heads.map((head) => share(scores[head])),
    ]),
  );
}

function training(content: CardContent): string {
  const { run, globalStep, beginning, start, parameters } = content;
  const { engine, configuration } = run;
  const steps = beginning ? `${number(globalStep)} of ${number(beginning.totalSteps)}` : number(globalStep);
  return [
    ...(start
      ? [plain(startInWords(start, configuration.frozenTrunk, neverThaws(configuration, beginning)))]
      : []),
    ...(configuration.teacher
      ? [
          'Beside what is labelled its trunk learnt where MediaPipe’s face mesh (Apache 2.0) sees 55 points of each training face, ' +
            'which were no labels and are not answered.',
        ]
      : []),
    ...(configuration.teacher?.softens?.length
      ? [
          plain(
            `Labels of ${configuration.teacher.softens.join(', ')} gave way in part to what those points and networks of expressions and of ` +
              'emotions (face-api.js and Human, MIT) tell of a face, as far as they tell what the labels of other faces say.',
          ),
        ]
      : []),
    ...learntByAdviser(content),
    `Step ${steps}, preset \`${configuration.preset}\`, ${number(parameters)} parameters` +
      `${engine ? `, with ${plain(engine.library)} (${plain(engine.device)})` : ''}. Everything that decided it:`,
    code('json', JSON.stringify(configuration, null, 2)),
  ].join('\n\n');
}

function fingerprint({ fingerprint: hash, facetVersion, format }: CardContent): string {
  return `SHA-256 of the weights: \`${hash}\`, the same in every format. Written as ${format} by Facet ${facetVersion}.`;
}
