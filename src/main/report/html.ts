/** Markup whose text parts are escaped; only `html` makes it, so that a name can never become a tag. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | readonly (Markup | string | number)[];

/** Tagged template: interpolated strings are escaped, nested markup stays as it is. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0]!;
  parts.forEach((part, index) => {
    text += (Array.isArray(part) ? part : [part]).map(render).join('') + strings[index + 1]!;
  });
  return new Markup(text);
}

function render(part: Markup | string | number): string {
  return part instanceof Markup ? part.text : escapeHtml(String(part));
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
