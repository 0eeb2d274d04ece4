/**
 * English needs none: the studio says in English what failed, why, and what to do. In another language the
 * sentence by the failure's code comes first, and the studio's own words stand behind it as details.
 */
export const failures = { failure: {} as Readonly<Record<string, string>> } as const;

/** What the studio is doing, as it says it: in English it is shown as it is. */
export const phases = { phase: {} as Readonly<Record<string, string>> } as const;
