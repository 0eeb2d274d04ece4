import { userInfo } from 'node:os';

/** Who is at work, for the journal; a container may run as a user whom its system does not know by name. */
export function personName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.geteuid?.() ?? 'unknown'}`;
  }
}
