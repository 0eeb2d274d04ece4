const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 has no way to write become its sign for an unknown one; white space keeps its kind. */
export function escapedXml(text: string): string {
  return (
    // Half a character, which UTF-8 cannot hold either, becomes the same sign.
    Buffer.from(text)
      .toString()
      // eslint-disable-next-line no-control-regex -- those are meant
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (sign) => escapes[sign]!)
      .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  );
}

/** With a space before each. */
export function xmlAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapedXml(String(value))}"`)
    .join('');
}
