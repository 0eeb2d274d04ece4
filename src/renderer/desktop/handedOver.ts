import type { ExaminedPath } from '@shared/contract/desktop';

/** What is done with files and folders that were dropped onto the window, or handed over by the system. */
export type HandedOver =
  | { readonly kind: 'open'; readonly folder: string }
  | { readonly kind: 'import'; readonly source: string }
  /** A data set and no project: one is offered to be made beside it. */
  | { readonly kind: 'newProject'; readonly folder: string; readonly source: string }
  | {
      readonly kind: 'refused';
      readonly why: 'missing' | 'several' | 'photos' | 'unknown';
      readonly path: string;
    };

/** One thing at a time: a project is opened before anything is imported, and two of them are a question. */
export function deedFor(examined: readonly ExaminedPath[], hasProject: boolean): HandedOver {
  const [first, ...others] = examined;
  if (first === undefined) return { kind: 'refused', why: 'unknown', path: '' };
  if (examined.every(({ kind }) => kind === 'photo')) {
    return { kind: 'refused', why: 'photos', path: first.path };
  }
  if (others.length > 0) return { kind: 'refused', why: 'several', path: first.path };
  switch (first.kind) {
    case 'project':
      return { kind: 'open', folder: first.path };
    case 'folder':
    case 'zip':
    case 'table':
      return hasProject
        ? { kind: 'import', source: first.path }
        : { kind: 'newProject', folder: besideSource(first.path), source: first.path };
    case 'missing':
      return { kind: 'refused', why: 'missing', path: first.path };
    default:
      return { kind: 'refused', why: 'unknown', path: first.path };
  }
}

/** Where a data set's project goes, until a person says otherwise. */
export function besideSource(source: string): string {
  return `${source.replace(/[\\/]+$/, '').replace(/\.(?:zip|csv|json|xml|ya?ml|pts)$/i, '')}-facet`;
}
