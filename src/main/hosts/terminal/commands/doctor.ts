import { z } from 'zod';
import type { BackendReport, DoctorReport } from '@shared/contract/reports';
import type { CommandOutput, TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { table } from '../table';

const optionsSchema = z.object({ prepare: z.boolean().default(false), repair: z.boolean().default(false) });

export function doctorCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { prepare, repair } = parseOptions(optionsSchema, options);
  return async (session) => {
    if (prepare || repair) {
      const tensorflow = await session.run('system.prepare', { retry: repair });
      if (prepare) return { json: { tensorflow }, text: tensorflow.summary };
    }
    return doctorOutput(await session.run('system.examine', {}));
  };
}

function doctorOutput(report: DoctorReport): CommandOutput {
  const facts = table(
    ['this machine', ''],
    report.facts.map((fact) => [fact.name, fact.value]),
  );
  const backends = table(
    ['backend', 'ms a step', 'faces/s', 'library and device'],
    report.backends.map(backendRow),
  );
  const best = report.backends.find(({ engine }) => engine !== null);
  const verdict = best ? `Training uses ${best.backend}.` : 'Nothing can train on this machine.';
  return {
    json: report,
    text: [
      facts,
      '',
      backends,
      'A step is one of the tutorial’s network with a batch of 64 faces, repeated for a second.',
      '',
      report.tensorflow.summary,
      ...report.backends.flatMap((backend) => failureLines(backend, report)),
      verdict,
    ].join('\n'),
    failed: !best,
  };
}

function backendRow({ engine, millisecondsPerStep, facesPerSecond, backend }: BackendReport): string[] {
  return [
    backend,
    millisecondsPerStep?.toFixed(0) ?? '–',
    facesPerSecond?.toFixed(0) ?? '–',
    engine ? `${engine.library}, ${engine.device}` : 'cannot be used here',
  ];
}

/** Why a backend did not start, where the line about TensorFlow has not said it yet. */
function failureLines({ backend, failure }: BackendReport, { tensorflow }: DoctorReport): string[] {
  const said = backend === 'tensorflow' && !tensorflow.installed;
  return failure === null || said ? [] : [`${backend}: ${failure.message}`];
}
