import { Session } from './session';

/** What a command has to say: an object for programs, a text for people. */
export interface CommandOutput {
  readonly json: object;
  readonly text: string;
  /** The command did its work and the answer is bad news: exit code 1. */
  readonly failed?: boolean;
}

/** A parsed command, ready to talk to a studio. */
export type TerminalCommand = (session: Session) => Promise<CommandOutput>;

/** Where a command's words go, and how it comes by a studio; a test may bring its own. */
export interface Endpoints {
  /** A line or more for standard output: results. */
  readonly out: (text: string) => void;
  /** A line or more for standard error: everything else. */
  readonly error: (text: string) => void;
  readonly withSession: (command: TerminalCommand) => Promise<CommandOutput>;
  /** Opens another door of the studio; answers the process's exit code once it is closed. */
  readonly serve: (options: unknown) => Promise<number>;
}

export const defaultEndpoints: Endpoints = {
  out: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
  withSession: async (command) => {
    const { createStudio } = await import('../../studio');
    const studio = createStudio();
    const session = new Session(studio);
    try {
      return await command(session);
    } finally {
      session.close();
      await studio.close();
    }
  },
  serve: async (options) => (await import('./commands/serve')).serveCommand(options, defaultEndpoints),
};
