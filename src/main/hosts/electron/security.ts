/** The rules of Electron's security checklist that can be decided without Electron. */

export const appScheme = 'facet';
export const appOrigin = `${appScheme}://app`;

/** Everything that Facet links to outside: where MTFL is described by those who made it. */
export const outsideAddresses: readonly string[] = ['http://mmlab.ie.cuhk.edu.hk/projects/TCDCN.html'];

/** Only the application's own pages may be navigated to; judged on the parsed address, never by its beginning. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${appScheme}:` && url.host === 'app';
}

/** The whole address must be on the list: no other page of the same site, nothing that a page could add to it. */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return outsideAddresses.includes(new URL(address).href);
}

/** A sender is trusted when it is the main frame of one of our windows, showing one of our pages. */
export function isTrustedSender(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}
