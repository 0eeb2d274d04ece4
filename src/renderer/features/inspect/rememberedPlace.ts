import { placeFromAddress, placeToAddress, type Place } from './place';

const keyOf = (folder: string): string => `facet.inspect:${folder}`;

/** What of a project was inspected last. */
export function rememberedPlace(folder: string): Place {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(folder)) ?? 'null');
    return placeFromAddress(
      typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {},
    );
  } catch {
    return placeFromAddress({});
  }
}

export function rememberPlace(folder: string, place: Place): void {
  try {
    localStorage.setItem(keyOf(folder), JSON.stringify(placeToAddress(place)));
  } catch {
    // The address still has it.
  }
}
