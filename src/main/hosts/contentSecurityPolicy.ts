/**
 * What a page of ours may load, under every host: our own files and pictures, nothing from elsewhere, nothing
 * written into the page. `connections` are origins to be talked to besides the page's own: older browsers do not
 * count a WebSocket to it among 'self'.
 */
export function contentSecurityPolicy(connections: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // A picture that a page of ours holds already, in its address: nothing can run from it.
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
