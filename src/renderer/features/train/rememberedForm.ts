const keyOf = (folder: string): string => `facet.new-run:${folder}`;

/** What of a project's new run was set up last, as it was kept; null where nothing is. */
export function rememberedForm(folder: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(keyOf(folder)) ?? 'null');
  } catch {
    return null;
  }
}

/** Null: there is nothing to come back to. */
export function rememberForm(folder: string, kept: object | null): void {
  try {
    if (kept === null) localStorage.removeItem(keyOf(folder));
    else localStorage.setItem(keyOf(folder), JSON.stringify(kept));
  } catch {
    // It is kept until the window closes.
  }
}
