/** The steps of a path or address, as far as they can name files; several where it may be either, the likelier first. */
export function readingsOf(reference: string): string[][] {
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(reference) || reference.startsWith('/data/local-files/');
  const local = isAddress ? /[?&]d=([^&]*)/.exec(reference)?.[1] : undefined;
  const address = decoded(local ?? reference.replace(/^[^:]+:\/\/[^/]*/, '').replace(/[?#].*$/, ''));
  // Label Studio's addresses of its own files look like paths.
  const paths = isAddress ? [address] : reference.startsWith('/data/') ? [reference, address] : [reference];
  return paths.map(stepsOf).filter(({ length }) => length > 0);
}

function stepsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((step) => step !== '' && step !== '.' && step !== '..');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
