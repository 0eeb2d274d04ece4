import { hasImageExtension } from '../../../images/imageFile';

/** The image that a task's data name: under “image”, else the first that is called like one. */
export function imageOf(data: Readonly<Record<string, unknown>>): string | null {
  const texts = Object.values(data).filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  if (typeof data['image'] === 'string' && data['image'] !== '') return data['image'];
  return texts.find((text) => hasImageExtension(text.replace(/[?#].*$/, ''))) ?? null;
}
