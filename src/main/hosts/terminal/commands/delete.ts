import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';

const optionsSchema = z.object({ project: z.string().min(1, 'name a folder') });

/** Nothing is asked: whoever types the name after `delete-run` has said it. */
export function deleteRunCommand([run = '']: readonly string[], options: unknown): TerminalCommand {
  const { project } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const deleted = await session.ask('runs.delete', { run });
    const text = `“${deleted.run}” is deleted: ${freed(deleted.freedBytes)}. Labels stay as they are.`;
    return { json: deleted, text };
  };
}

export function deleteStudyCommand([study = '']: readonly string[], options: unknown): TerminalCommand {
  const { project } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const deleted = await session.ask('trials.delete', { study });
    const runs = counted(deleted.runs.length, 'run');
    const text = `The study “${deleted.study}” is deleted with ${runs}: ${freed(deleted.freedBytes)}. Labels stay as they are.`;
    return { json: deleted, text };
  };
}

function freed(bytes: number): string {
  return `${counted(bytes, 'byte')}${bytes < 1e6 ? '' : ` (${inLargeUnits(bytes)})`} are free again`;
}

/** In the decimal units of disks. */
function inLargeUnits(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
