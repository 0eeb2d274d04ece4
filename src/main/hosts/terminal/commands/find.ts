import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { problemLines } from '../problems';

const optionsSchema = z.object({ project: z.string(), source: z.string().optional() });

/** Names that are listed; all of them are in the JSON. */
const shownNames = 10;

export function findCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, source } = optionsSchema.parse(options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run('faces.find', source === undefined ? {} : { source });
    const { photos, faces, withoutFace, duplicates, seconds } = report;
    const lines = [
      `Looked at ${counted(photos, 'photo')} in ${seconds.toFixed(1)} s and found ${counted(faces, 'face')}.`,
      ...(duplicates > 0 ? [`${counted(duplicates, 'photo')} had been looked at under another name.`] : []),
      ...withoutFaceLines(withoutFace),
      ...problemLines(report.problems),
    ];
    return { json: report, text: lines.join('\n') };
  };
}

function withoutFaceLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length - shownNames;
  return [
    `No face was seen in ${counted(names.length, 'photo')}:`,
    ...names.slice(0, shownNames).map((name) => `  ${name}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ];
}
