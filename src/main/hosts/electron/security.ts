/** The rules of Electron's security checklist that can be decided without Electron. */

export const appScheme = 'facet';
export const appOrigin = `${appScheme}://app`;

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Only the application's own pages may be navigated to; judged on the parsed address, never by its beginning. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${appScheme}:` && url.host === 'app';
}

/** A sender is trusted when it is the main frame of one of our windows, showing one of our pages. */
export function isTrustedSender(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}

/**
 * The file below `root` that an address of the application names, as a relative path; null for anything that
 * is not a plain path inside of it.
 */
export function assetPath(address: string): string | null {
  if (!isOwnAddress(address)) return null;
  const { pathname } = new URL(address);
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const parts = decoded.split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..' || /[\\\0:]/.test(part))) return null;
  return parts.length === 0 ? 'index.html' : parts.join('/');
}
