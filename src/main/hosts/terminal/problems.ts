import type { Problem } from '@shared/contract/jobs';
import { counted } from './counted';

const shownAtMost = 20;

/** The first problems, a line each, and how many more there are; `whole` says where all of them can be read. */
export function problemLines(problems: readonly Problem[], whole: string | null = null): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, shownAtMost)
    .map(
      (problem) =>
        `  ${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}  ${problem.reason}`,
    );
  const hidden = problems.length - lines.length;
  const more = `  … and ${hidden.toLocaleString('en')} more${whole === null ? '' : ` (${whole})`}`;
  return [`${counted(problems.length, 'problem')}:`, ...lines, ...(hidden > 0 ? [more] : [])];
}

/** For commands whose JSON object holds them all. */
export const inJson = '--json lists all';
