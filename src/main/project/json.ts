import type { SQLOutputValue } from 'node:sqlite';
import type { Metrics } from '@shared/learning/results';

/** JSON that this project wrote itself; null for a missing value. */
export function parsed<Value>(text: SQLOutputValue | undefined): Value | null {
  return text === null || text === undefined ? null : (JSON.parse(String(text)) as Value);
}

/** JSON has no NaN and writes null; a metric that is undefined, such as an AUC of one class, comes back as NaN. */
export function parsedMetrics(text: SQLOutputValue | undefined): Metrics {
  const metrics = parsed<Record<string, number | null>>(text) ?? {};
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value ?? Number.NaN]));
}
