import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { adviseRun } from '../tests/support/advisedRun';
import { run } from './support/command';
import { expect, test } from './support/test';

/** A line of predictions.jsonl, as far as it is read here. */
interface PredictedPhoto {
  readonly width: number;
  readonly faces: readonly {
    readonly points: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
    readonly heads: Readonly<Record<string, { readonly probabilities: Readonly<Record<string, number>> }>>;
  }[];
}

const library = resolve(import.meta.dirname, '../node_modules/@tensorflow/tfjs/dist/tf.min.js');
/** Nobody answers there: all that the page asks for is in the exported folder. */
const address = 'http://model.invalid/';

test.describe('the page in the README of a model for tfjs', () => {
  test.use({ original: async ({ trained }, use) => use(trained) });

  const cases = [
    { title: 'answers by all passes what Facet answers of a photo', isAdvised: false },
    { title: 'asks an adviser as well where Facet does', isAdvised: true },
  ];
  for (const { title, isAdvised } of cases)
    test(title, async ({ drawn, folder, page, project }) => {
      if (isAdvised) adviseRun(project);
      const state = join(folder, 'state');
      const [model, results] = [join(folder, 'model'), join(folder, 'results')];
      const of = ['--project', project, '--run', 'quick'];
      await run(state, ['export', ...of, '--as', 'tfjs', '--output', model]);
      expect(existsSync(join(model, 'adviser'))).toBe(isAdvised);
      const photos = join(
        drawn.faces,
        readdirSync(drawn.faces).find((name) => !name.includes('.'))!,
      );
      const photo = join(photos, readdirSync(photos).toSorted()[0]!);
      await run(state, [
        'predict',
        ...of,
        '--input',
        photo,
        '--output',
        results,
        '--save',
        'jsonl',
        '--faces',
        'whole',
      ]);
      const [line] = readFileSync(join(results, 'predictions.jsonl'), 'utf8').split('\n');
      const { width, faces } = JSON.parse(line!) as PredictedPhoto;
      const { points, heads } = faces[0]!;
      const expected = [
        // The photo is a square, and the face all of it.
        Object.values(points).flatMap(({ x, y }) => [x / width, y / width]),
        ...Object.values(heads).map(({ probabilities }) => Object.values(probabilities)),
      ];

      const readme = readFileSync(join(model, 'README.md'), 'utf8');
      const [, program] = Array.from(readme.matchAll(/```html\n([\s\S]*?)```/g), ([, text]) => text!);
      await page.route(`${address}**`, (route, request) => {
        const name = request.url().slice(address.length);
        if (name === 'answer.html') return route.fulfill({ body: program!, contentType: 'text/html' });
        return route.fulfill({ path: name === 'tf.min.js' ? library : join(model, name) });
      });
      await page.goto(`${address}answer.html`);
      await page.waitForFunction(() => document.querySelector('input')!.onchange !== null);
      await page.setInputFiles('input', photo);
      const shown = page.locator('pre');
      await expect(shown).not.toBeEmpty({ timeout: 60_000 });
      const answers = (await shown.innerText())
        .split('\n')
        .map((answer) => answer.split(' ').slice(1).map(Number));
      expect(answers.map((numbers) => numbers.length)).toEqual(expected.map((numbers) => numbers.length));
      // A browser draws pictures a little otherwise.
      for (const [index, numbers] of expected.entries())
        for (const [place, number] of numbers.entries())
          expect(Math.abs(answers[index]![place]! - number), `${index} ${place}`).toBeLessThan(0.004);
    });
});
