/**
 * A path that a label file or an archive names, with forward slashes and without `.` steps; null when it could
 * lead out of its folder (absolute, a drive, `..`) or names no file. Never judged by how a joined path begins.
 */
export function safeRelativePath(text: string): string | null {
  if (text.includes('\0') || /^[a-z]:/i.test(text) || /^[\\/]/.test(text)) return null;
  const steps = text.split(/[\\/]/).filter((step) => step !== '.' && step !== '');
  return steps.length === 0 || steps.includes('..') ? null : steps.join('/');
}
