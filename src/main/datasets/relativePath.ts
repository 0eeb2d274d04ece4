/**
 * A path that a label file or an archive names, with forward slashes and without `.` steps; null when it could
 * lead out of its folder (absolute, a drive, `..`) or names no file. Never judged by how a joined path begins.
 */
export function safeRelativePath(text: string): string | null {
  if (text.includes('\0') || /^[\\/]/.test(text)) return null;
  const steps = text.split(/[\\/]/).filter((step) => step !== '.' && step !== '');
  // A step that means nothing may stand before a drive. Windows leaves out dots and spaces at a step's end.
  if (/^[a-z]:/i.test(steps[0] ?? '') || steps.some((step) => /^\.\.[. ]*$/.test(step))) return null;
  return steps.length === 0 ? null : steps.join('/');
}
