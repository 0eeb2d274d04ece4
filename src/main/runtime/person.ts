import { userInfo } from 'node:os';

/** Who is at work, for the journal; a container may have a user without a name. */
export function personName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}
