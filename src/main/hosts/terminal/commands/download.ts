import { basename, join } from 'node:path';
import { z } from 'zod';
import type { DownloadReport } from '@shared/contract/reports';
import { webAddress } from '@shared/contract/webAddress';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { duration } from '../progressLine';
import { shellWord } from '../shellWord';

const optionsSchema = z.object({
  output: z.string().min(1, 'name a folder'),
  address: webAddress.optional(),
  timeout: z.number().max(86_400, 'give at most a day'),
});

export function downloadCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { output, address, timeout } = parseOptions(optionsSchema, options);
  return async (session) => {
    const report = await session.run('datasets.download', {
      folder: output,
      timeoutSeconds: timeout,
      ...(address === undefined ? {} : { address }),
    });
    // As the person named the folder, to be typed again.
    const file = join(output, basename(report.file));
    const text = [
      report.alreadyThere ? alreadyThere(report, file) : downloaded(report, file),
      `It holds ${rows(report)}, each with its image.`,
      `Next: facet import ${shellWord(file)} --project faces`,
    ].join('\n');
    return { json: report, text };
  };
}

function alreadyThere({ bytes }: DownloadReport, file: string): string {
  return `${file} (${megabytes(bytes)}) is there already, whole and sound: nothing was downloaded.`;
}

function downloaded({ bytes, resumedBytes, seconds }: DownloadReport, file: string): string {
  const before = resumedBytes > 0 ? `, of which ${megabytes(resumedBytes)} were there already` : '';
  return `Downloaded ${file} (${megabytes(bytes)}${before}) in ${duration(seconds)}.`;
}

function rows(report: DownloadReport): string {
  return Object.entries(report.rows)
    .map(([split, count]) => `${count.toLocaleString('en')} ${split} rows`)
    .join(' and ');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
