import { describe, expect, it } from 'vitest';
import { randomPerson, type Person } from '../../../../../src/main/datasets/synthetic/person';
import { Random } from '../../../../../src/main/learning/random';

const people = Array.from({ length: 4000 }, (_, index) => randomPerson(Random.fromSeed(index, 'person')));

function share(fits: (person: Person) => boolean, among: readonly Person[] = people): number {
  return among.filter(fits).length / among.length;
}

describe('randomPerson', () => {
  it('draws the same person for the same state', () => {
    const draw = (): Person => randomPerson(Random.fromSeed(7, 'person'));
    expect(draw()).toEqual(draw());
    expect(draw()).not.toEqual(randomPerson(Random.fromSeed(8, 'person')));
  });

  it.each<[string, number, (person: Person) => boolean]>([
    ['women', 0.5, (person) => person.female],
    ['smiles', 0.5, (person) => person.smile],
    ['glasses', 0.25, (person) => person.glasses !== null],
    ['frontal', 0.5, (person) => person.pose === 'frontal'],
    ['left', 0.16, (person) => person.pose === 'left'],
    ['right', 0.16, (person) => person.pose === 'right'],
    ['left profile', 0.09, (person) => person.pose === 'left_profile'],
    ['right profile', 0.09, (person) => person.pose === 'right_profile'],
  ])('has its share of %s', (_, wanted, fits) => {
    expect(Math.abs(share(fits) - wanted)).toBeLessThan(0.025);
  });

  it('turns the head as far as its pose says, to the image’s left when yaw is positive', () => {
    const degrees = (pose: Person['pose']): number[] =>
      people.filter((person) => person.pose === pose).map(({ yaw }) => (yaw * 180) / Math.PI);
    const [least, most] = [
      (pose: Person['pose']) => Math.min(...degrees(pose)),
      (pose: Person['pose']) => Math.max(...degrees(pose)),
    ];
    expect(least('left_profile')).toBeGreaterThan(most('left'));
    expect(least('left')).toBeGreaterThan(most('frontal'));
    expect(least('frontal')).toBeGreaterThan(most('right'));
    expect(least('right')).toBeGreaterThan(most('right_profile'));
  });

  it('lets sex shift what it shifts in people, and decide nothing but beards', () => {
    const women = people.filter((person) => person.female);
    const men = people.filter((person) => !person.female);
    const long = (person: Person): boolean => person.hair.length > 0;
    expect(share(long, women)).toBeGreaterThan(0.5);
    expect(share(long, men)).toBeGreaterThan(0.02);
    expect(share(({ earrings }) => earrings, men)).toBeGreaterThan(0);
    expect(share(({ hair }) => hair.bald, men)).toBeGreaterThan(0.08);
    expect(share(({ hair }) => hair.bun, women)).toBeGreaterThan(0.08);
    expect(share(({ beard }) => beard.cheeks + beard.chin + beard.moustache > 0, men)).toBeGreaterThan(0.2);
    expect(share(({ beard }) => beard.cheeks + beard.chin + beard.moustache > 0, women)).toBe(0);
  });

  it('smiles with raised corners, and does not without', () => {
    for (const { smile, expression } of people) {
      if (smile) expect(expression.lift).toBeGreaterThanOrEqual(0.05);
      else expect(expression.lift).toBeLessThan(0.013);
    }
  });
});
