import type { Problem } from '@shared/contract/jobs';
import { counted } from './counted';

const shownAtMost = 20;

/** The first problems, a line each, and how many more there are; `whole` says where all of them can be read. */
export function problemLines(problems: readonly Problem[], whole: string | null = null): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, shownAtMost)
    .map(({ file, line, reason }) => harmless(`  ${file}${line === undefined ? '' : `:${line}`}  ${reason}`));
  const hidden = problems.length - lines.length;
  const more = `  … and ${hidden.toLocaleString('en')} more${whole === null ? '' : ` (${whole})`}`;
  return [`${counted(problems.length, 'problem')}:`, ...lines, ...(hidden > 0 ? [more] : [])];
}

/** A file's name may have a line's end in it, or what a terminal would take for an order. */
function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => `\\u${control.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}

/** For commands whose JSON object holds them all. */
export const inJson = '--json lists all';
