import { z } from 'zod';
import type { FingerprintView } from '@shared/contract/reproduction';
import { isUnchanged, type TrainingSessionPrint } from '@shared/domain/fingerprint';
import type { TerminalCommand } from '../command';
import { changesInWords } from '@shared/domain/changesInWords';
import { startInWords } from '../../../runs/runStart';
import { parseOptions } from '../options';
import { table } from '../table';

const optionsSchema = z.object({ project: z.string().min(1, 'name a folder') });

export function fingerprintCommand([run = '']: readonly string[], options: unknown): TerminalCommand {
  const { project } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const view = await session.ask('runs.fingerprint', { run });
    return { json: view, text: fingerprintText(view) };
  };
}

export function fingerprintText(view: FingerprintView): string {
  const { run, seed, print, fingerprint, changes } = view;
  if (fingerprint === null)
    return `“${run}” has no fingerprint: it has not begun, or began before they were written.`;
  const states =
    changes === null
      ? 'Whether labels or files have changed since is not known.'
      : isUnchanged(changes)
        ? 'The project’s training faces are still what it was trained on.'
        : `Since then: ${changesInWords(changes)}.`;
  return [
    `“${run}”: fingerprint ${print}, seed ${seed}. ${states}`,
    ...startText(view),
    ...fingerprint.sessions.map((session, index) => sessionText(session, index, fingerprint.sessions.length)),
  ].join('\n');
}

function startText({ start, startFrom, frozenTrunk, frozenThroughout }: FingerprintView): string[] {
  if (start) return [startInWords(start, frozenTrunk ?? undefined, frozenThroughout)];
  return startFrom === null
    ? []
    : [`It began from ${startFrom}; what of it was taken was not written down then.`];
}

function sessionText(session: TrainingSessionPrint, index: number, count: number): string {
  const { fromStep, totalSteps, data, versions, engine, begunAt } = session;
  const title = count === 1 ? '' : `Session ${index + 1}, from step ${fromStep.toLocaleString('en')}:\n`;
  const rows = [
    ['begun', begunAt],
    ['labels and files', `${data.hash} (${data.faces.toLocaleString('en')} faces)`],
    ['until step', totalSteps.toLocaleString('en')],
    ['Facet', versions.facet],
    ['tfjs', versions.tfjs],
    ['Node', versions.node],
    ['library', engine.library],
    ['device', engine.device],
  ];
  return title + table(['part', 'value'], rows);
}
