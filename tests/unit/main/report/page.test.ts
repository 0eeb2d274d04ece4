import { describe, expect, it } from 'vitest';
import { reportPage } from '../../../../src/main/report/page';
import { content } from './content';

describe('reportPage', () => {
  const page = reportPage(content);

  it('says what was trained and measured', () => {
    expect(page).toContain('3 steps of 64 faces in 12 s, seed 1.');
    expect(page).toContain('Measured on 10 faces of testing with tfjs-backend-wasm 4.22.0 (CPU).');
  });

  it('escapes names and addresses', () => {
    expect(page).not.toContain('<b>studio</b>');
    expect(page).toContain('&lt;b&gt;studio&lt;/b&gt; &amp; &quot;co&quot;');
    expect(page).toContain('src="data:image/jpeg;base64,&quot;quoted&quot;"');
  });

  it('draws losses, errors and each measured head’s validation, each with its table', () => {
    expect(page.match(/<svg/g)).toHaveLength(4);
    expect(page.match(/<summary>As a table/g)).toHaveLength(4);
  });

  it('leaves out what there is nothing of', () => {
    const titles = ['On the way, head by head', 'What is taken for what', 'Predictions'];
    for (const title of titles) expect(page).toContain(`<h2>${title}</h2>`);
    const bare = reportPage({
      ...content,
      validations: [],
      pictures: [],
      evaluation: { ...content.evaluation, confusion: {} },
    });
    for (const title of titles) expect(bare).not.toContain(`<h2>${title}</h2>`);
  });

  it('loads nothing from elsewhere, and runs nothing', () => {
    expect(page).not.toMatch(/(?:src|href|url)\s*[=(]\s*["']?(?!data:image\/)(?:https?:|\/\/|[\w.])/);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('@import');
  });
});
