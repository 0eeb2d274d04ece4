import type { Problem } from '@shared/contract/jobs';

const shownAtMost = 20;

/** The first problems, a line each, and how many more there are. */
export function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, shownAtMost)
    .map(
      (problem) =>
        `  ${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}  ${problem.reason}`,
    );
  const hidden = problems.length - lines.length;
  return [
    `${problems.length.toLocaleString('en')} ${problems.length === 1 ? 'problem' : 'problems'}:`,
    ...lines,
    ...(hidden > 0 ? [`  … and ${hidden.toLocaleString('en')} more (--json lists all)`] : []),
  ];
}
