import { z } from 'zod';
import { mostIds, type LibraryQuery } from '@shared/contract/library';
import { confirmedPoints } from '@shared/domain/confirmed';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import type { Session } from '../session';

const optionsSchema = z.object({
  project: z.string(),
  run: z.string(),
  what: z.array(z.string()).optional(),
  atLeast: z.number().max(1, 'is a probability: 1 at most'),
  replace: z.boolean().default(false),
  split: z.string().min(1, 'name a split').optional(),
});

/** How `--what` calls the points. */
const pointsWord = 'points';

export function acceptCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, what, split, ...wish } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const { attributes } = await session.ask('project.template', {});
    const subjects = what?.map((word) => (word === pointsWord ? confirmedPoints : word)) ?? [
      confirmedPoints,
      ...attributes.map(({ id }) => id),
    ];
    const faceIds = await facesOf(session, split);
    if (faceIds.length === 0) {
      const where = split === undefined ? 'The project has no faces' : `No face is in the split “${split}”`;
      return { json: { faces: 0 }, text: `${where}; nothing was accepted.`, failed: true };
    }
    const report = await session.run('faces.acceptMany', { run, faceIds, subjects, ...wish });
    const { faces, seconds } = report;
    const asked = counted(faceIds.length, 'face');
    const text =
      faces === 0
        ? `Nothing changed: “${run}” is so sure of nothing that ${wish.replace ? `is not labelled so already in ${asked}` : `is missing in ${asked}`}.`
        : `${counted(faces, 'face')} of ${faceIds.length.toLocaleString('en')} took over what “${run}” says, in ${seconds.toFixed(1)} s. It is one step, undone in the window by Ctrl+Z.`;
    return { json: report, text };
  };
}

async function facesOf(session: Session, split: string | undefined): Promise<number[]> {
  const query: LibraryQuery = {
    filter: split === undefined ? {} : { splits: [split] },
    sort: { by: 'id', descending: false },
  };
  const ids: number[] = [];
  for (;;) {
    const some = await session.ask('library.ids', { query, offset: ids.length, limit: mostIds });
    for (const id of some.ids) ids.push(id);
    if (some.ids.length < mostIds) return ids;
  }
}
