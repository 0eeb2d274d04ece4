import { plainQuery, type LibraryQuery } from '@shared/contract/library';
import { queryFromAddress, queryToAddress, type AddressQuery } from './queryAddress';

const keyOf = (folder: string): string => `facet.query:${folder}`;

/** The query that an address asks for; without one, the one that the project was left with. */
export function rememberedQuery(folder: string, address: AddressQuery): LibraryQuery {
  if (Object.keys(address).length > 0) return queryFromAddress(address);
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(folder)) ?? 'null');
    return typeof kept === 'object' && kept !== null ? queryFromAddress(kept as AddressQuery) : plainQuery;
  } catch {
    return plainQuery;
  }
}

export function rememberQuery(folder: string, query: LibraryQuery): void {
  try {
    localStorage.setItem(keyOf(folder), JSON.stringify(queryToAddress(query)));
  } catch {
    // The address still has it.
  }
}
