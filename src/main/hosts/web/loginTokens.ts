import { digestOf, isSameDigest, newSecret } from './secrets';

/** The token of the address that was printed last; it lets one browser in, once. */
export class LoginTokens {
  private digest: Buffer | null = null;

  /** A fresh token; the one before it is worth nothing any more. */
  issue(): string {
    const token = newSecret();
    this.digest = digestOf(token);
    return token;
  }

  /** True once for the token that was issued last. */
  redeem(token: string): boolean {
    const good = this.digest !== null && isSameDigest(this.digest, digestOf(token));
    if (good) this.digest = null;
    return good;
  }
}
