import { execFileSync } from 'node:child_process';

/** The process of the learning engine that a studio has started, found among its descendants; null without one. */
export function engineProcessOf(studioProcess: number): number | null {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      return match ? [{ id: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : [];
    });
  const family = new Set([studioProcess]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { id, parent } of rows) if (family.has(parent)) family.add(id);
  }
  return rows.find(({ id, command }) => family.has(id) && /[\\/]engine\.js\b/.test(command))?.id ?? null;
}
