/** A number with its unit, a dash in its place, or nothing. */
const numeric = /^([-−]?\d[\d,]*(\.\d+)?( ?(%|ms|s|MB|images\/s))?|NaN|–|)$/;

/** Rows as aligned columns: numbers to the right, words to the left. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = header.map((title, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    return {
      width: Math.max(title.length, ...cells.map((cell) => cell.length)),
      toTheRight: cells.some((cell) => cell !== '') && cells.every((cell) => numeric.test(cell)),
    };
  });
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ width, toTheRight }, column) => {
        const cell = cells[column] ?? '';
        return toTheRight ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(header), columns.map(({ width }) => '─'.repeat(width)).join('  '), ...rows.map(line)].join(
    '\n',
  );
}
