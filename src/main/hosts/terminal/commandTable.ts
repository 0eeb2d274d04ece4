import { Command } from 'commander';
import { version } from '../../../../package.json';
import type { AddCommand, Options } from './addCommand';
import type { Endpoints, TerminalCommand } from './command';
import { dataCommands } from './rooms/dataCommands';
import { labelCommands } from './rooms/labelCommands';
import { machineCommands } from './rooms/machineCommands';
import { predictionCommands } from './rooms/predictionCommands';
import { studyCommands } from './rooms/studyCommands';
import { trainingCommands } from './rooms/trainingCommands';
import { portNumber } from './values';

export type Execute = (load: () => Promise<TerminalCommand>, json: boolean) => Promise<void>;
export type Serve = (options: Options, json: boolean) => Promise<void>;

/** What can be said after `facet`, and what each word means. */
export function buildProgram(execute: Execute, serve: Serve, endpoints: Endpoints): Command {
  const program = new Command('facet')
    .description(
      'Facet, a studio for faces: import a data set, train one network with a head per task, ' +
        'evaluate what each head learnt, and predict on folders of photos.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => endpoints.out(text.trimEnd()),
      writeErr: (text) => endpoints.error(text.trimEnd()),
    })
    .showHelpAfterError('(facet COMMAND --help shows how)')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.');

  const add: AddCommand = (usage, description, load) => {
    const command = program.command(usage).description(description);
    return command
      .option('--json', 'print one JSON object as the last line of standard output')
      .action(async () => {
        const options = command.opts<Options>();
        await execute(async () => (await load())(command.args, options), options['json'] === true);
      });
  };
  program.commandsGroup('Data sets:');
  dataCommands(add);
  program.commandsGroup('Training:');
  trainingCommands(add);
  program.commandsGroup('Studies:');
  studyCommands(add);
  program.commandsGroup('Labels:');
  labelCommands(add);
  program.commandsGroup('Photos:');
  predictionCommands(add);
  program.commandsGroup('This machine:');
  machineCommands(add);

  program
    .command('serve')
    .description('open the studio to a browser on this machine, until Ctrl+C')
    .option('--project <folder>', 'the project’s folder, made where there is none (default: the last one)')
    .option('--port <n>', 'the port; 0 for any that is free', portNumber)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--allow-remote', 'let --host be one that other machines can reach')
    .option('--open', 'open the default browser')
    .option('--json', 'print each address as a JSON object on a line of its own')
    .action((options: Options) => serve(options, options['json'] === true));

  return program;
}
