import { describe, expect, it } from 'vitest';
import { confusionTable } from '../../../../src/main/report/confusion';
import { metricTables } from '../../../../src/main/report/metricTables';
import { content } from './content';

describe('confusionTable', () => {
  const { text } = confusionTable('pose', content.evaluation.confusion['pose']!);

  it('counts what is taken for what, with shares of each label', () => {
    expect(text).toMatch(/<td class="right"[^>]*>\s*3<small>75 %<\/small>/);
    expect(text).toMatch(/<td class="wrong"[^>]*>\s*2<small>33 %<\/small>/);
    expect(text).toContain('--part:0.333');
  });

  it('names values in words', () => {
    expect(text.match(/left profile/g)).toHaveLength(2);
    expect(text).not.toContain('left_profile');
  });

  it('shows a label that no face has', () => {
    const counts = [
      [0, 0],
      [1, 1],
    ];
    expect(confusionTable('pose', { values: ['a', 'b'], counts }).text).toContain('0 %');
  });
});

describe('metricTables', () => {
  const tables = metricTables(content.run, content.evaluation).map(({ text }) => text.replace(/\s+/g, ' '));
  const tableOf = (title: string): string => tables.find((text) => text.includes(`> ${title} <`))!;

  it('has a table for all heads and one a head, each metric in its own', () => {
    expect(tables).toHaveLength(6);
    expect(tableOf('all heads')).toContain('<th scope="row">loss</th> <td>2</td>');
    expect(tableOf('all heads')).toContain('<th scope="row">global_step</th> <td>1,003</td>');
    expect(tableOf('landmarks')).toContain('<th scope="row">nme</th> <td>0.1050</td> <td>0.3140</td>');
    expect(tableOf('landmarks')).toContain('<th scope="row">nme/nose</th> <td>0.2000</td> <td></td>');
    expect(tableOf('pose')).not.toContain('nme');
  });
});
