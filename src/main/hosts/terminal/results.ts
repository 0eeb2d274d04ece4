import { z } from 'zod';
import { outputFormats } from '@shared/contract/outputFormats';
import type { ResultsReport } from '@shared/contract/reports';
import { counted } from './counted';

/** What `--save` names. */
export const outputFormatsSchema = z.array(
  z.enum(outputFormats, `the formats are ${outputFormats.join(', ')}`),
);

/** What is to be said of results, and the files that hold them. */
export function resultLines({ withoutFace, duplicates, outputs }: ResultsReport): string[] {
  const copies = duplicates.reduce((sum, names) => sum + names.length - 1, 0);
  return [
    ...(withoutFace > 0 ? [`In ${counted(withoutFace, 'image')} no face was found.`] : []),
    ...(copies > 0
      ? [`${counted(copies, 'image')} with the same bytes as another (--json lists them).`]
      : []),
    ...outputs.map((file) => `  ${file}`),
  ];
}
