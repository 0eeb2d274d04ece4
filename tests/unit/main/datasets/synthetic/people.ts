import { randomPerson, type Person } from '../../../../../src/main/datasets/synthetic/person';
import { Random } from '../../../../../src/main/learning/random';

/** Any person, changed as a test needs it. */
export function person(seed: number, changes: Partial<Person> = {}): Person {
  return { ...randomPerson(Random.fromSeed(seed, 'person')), ...changes };
}
