import type { HandlersOf, OpenProject } from './room';

export function libraryHandlers(open: OpenProject): HandlersOf<'library'> {
  return {
    'library.window': ({ query, offset, limit }) => open.library.window(query, offset, limit),
    'library.ids': ({ query, offset, limit }) => ({ ids: open.library.ids(query, offset, limit) }),
    'library.position': ({ query, faceId }) => open.library.position(query, faceId),
    'library.facets': ({ filter, predictionsOf }) => open.library.facets(filter, predictionsOf),
  };
}
