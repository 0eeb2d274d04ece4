/**
 * Runs `work` without the warning that SQLite is experimental, which Node 22 and early 24 print on loading it:
 * a user of the studio can do nothing about it. Only that one warning is held back.
 */
export function withoutSqliteWarning<Value>(work: () => Value): Value {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    const message = typeof warning === 'string' ? warning : warning.message;
    if (message.startsWith('SQLite is an experimental feature')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** `node:sqlite`, loaded quietly. */
export const { DatabaseSync } = withoutSqliteWarning(() => process.getBuiltinModule('node:sqlite'));
