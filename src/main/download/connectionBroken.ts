/** An attempt that ended early for a reason that may have passed a moment later. */
export class ConnectionBroken extends Error {
  constructor(
    reason: string,
    /** There was no way to the server at all: it helps to wait only when there was one before. */
    readonly unreachable = false,
  ) {
    super(reason);
  }
}

/** What Node calls a server that cannot be found, is not there or lets nobody in. */
const unreachableCodes = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/**
 * Fetch tells any failure of the network as a TypeError (`fetch failed`, `terminated`), and what happened as its
 * cause. Null for what is no failure of the network.
 */
export function brokenConnection(thrown: unknown): ConnectionBroken | null {
  if (thrown instanceof ConnectionBroken) return thrown;
  if (!(thrown instanceof TypeError) || !(thrown.cause instanceof Error)) return null;
  const { cause } = thrown;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  // An attempt at many addresses of one name has a code and no message; others have their code in it.
  const words = code === null || cause.message.includes(code) ? [cause.message] : [cause.message, code];
  return new ConnectionBroken(
    words.filter((word) => word !== '').join(', '),
    code === null || unreachableCodes.has(code),
  );
}
