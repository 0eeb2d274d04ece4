/** The terminal's door: words in, an exit code out. Everything else is loaded by the command that needs it. */
import { runTerminal } from './hosts/terminal/program';

// A reader that has seen enough (`facet runs | head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await runTerminal(process.argv.slice(2));
