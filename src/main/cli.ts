/** The terminal's door: words in, an exit code out. Everything else is loaded by the command that needs it. */
import { runTerminal } from './hosts/terminal/program';
import { exitCodes } from './hosts/terminal/session';

// A reader that has seen enough (`facet runs | head`) closes the pipe; that is no failure of ours, and no reason
// to end a training whose progress nobody reads any more.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
}
// Where an older Node has started this one (`scripts/facet.mjs`) and is killed, nobody waits for this one.
process.on('disconnect', () => process.exit(exitCodes.interrupted));
process.channel?.unref();

process.exitCode = await runTerminal(process.argv.slice(2));
