import { mainEntry } from '../../outFolder';
import type { ProcessEnd, ProcessLine, StartProcess } from '../../runtime/processLine';
import type { EngineArguments, FromEngine, ToEngine } from './protocol';

/** How an engine process ended. */
export type EngineEnd = ProcessEnd;

/** The studio's end of the line to one engine process. */
export type EngineChannel = ProcessLine<ToEngine, FromEngine>;

export type OpenEngineChannel = (
  engineArguments: EngineArguments,
  environment: NodeJS.ProcessEnv,
) => EngineChannel;

/** An engine in a process started so. */
export function engineIn(startProcess: StartProcess): OpenEngineChannel {
  return (engineArguments, environment) =>
    startProcess(mainEntry('engine'), [JSON.stringify(engineArguments)], environment);
}
