/** A word of a command that a person is to copy: in quotes where a shell would take it apart. */
export function shellWord(text: string, platform: NodeJS.Platform = process.platform): string {
  // A Windows path may hold no double quote, and PowerShell and cmd both take them.
  if (platform === 'win32') return /^[\w:,.\\/-]+$/.test(text) ? text : `"${text}"`;
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
