import { contentSecurityPolicy } from '../contentSecurityPolicy';

/** Sent with everything; a page may say more of itself. `authority` is the request's Host header, once checked. */
export function securityHeaders(authority: string | null): Record<string, string> {
  return {
    // The page's own socket: not every browser counts it among 'self'.
    'content-security-policy': contentSecurityPolicy(authority === null ? [] : [`ws://${authority}`]),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
