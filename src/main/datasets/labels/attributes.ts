import type { AttributeText } from './record';

/** The values of a JSON object that an attribute may have; what is none (an object, null) is passed over. */
export function attributeTexts(values: Readonly<Record<string, unknown>>): Map<string, AttributeText> {
  const texts = new Map<string, AttributeText>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' || typeof value === 'boolean') texts.set(name, value);
    else if (typeof value === 'number' && Number.isFinite(value)) texts.set(name, value);
    else if (Array.isArray(value) && value.every((one) => typeof one === 'string')) texts.set(name, value);
  }
  return texts;
}
