import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from '../../../../src/main/report/html';

describe('html', () => {
  it('escapes by default and nests markup', () => {
    expect(escapeHtml(`<'"&>`)).toBe('&lt;&#39;&quot;&amp;&gt;');
    expect(html`<i>${'<'}${html`<b>${1}</b>`}</i>`.text).toBe('<i>&lt;<b>1</b></i>');
    expect(html`${[html`<u></u>`, '&']}`.text).toBe('<u></u>&amp;');
  });
});
