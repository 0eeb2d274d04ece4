import { z } from 'zod';
import type { BackendReport } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { table } from '../table';

const optionsSchema = z.object({ prepare: z.boolean().default(false), repair: z.boolean().default(false) });

export function doctorCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { prepare, repair } = optionsSchema.parse(options);
  return async (session) => {
    if (prepare || repair) {
      const tensorflow = await session.run('system.prepare', { retry: repair });
      if (prepare) return { json: { tensorflow }, text: tensorflow.summary };
    }
    const report = await session.run('system.examine', {});
    const facts = table(
      ['this machine', ''],
      report.facts.map((fact) => [fact.name, fact.value]),
    );
    const backends = table(
      ['backend', 'ms a step', 'faces/s', 'library, device'],
      report.backends.map(backendRow),
    );
    return { json: report, text: [facts, '', report.tensorflow.summary, '', backends].join('\n') };
  };
}

function backendRow(backend: BackendReport): string[] {
  return [
    backend.backend,
    backend.millisecondsPerStep?.toFixed(0) ?? '–',
    backend.facesPerSecond?.toFixed(0) ?? '–',
    backend.engine ? `${backend.engine.library}, ${backend.engine.device}` : (backend.failure?.message ?? ''),
  ];
}
