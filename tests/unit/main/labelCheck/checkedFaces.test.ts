import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { checkedFaces, type CheckedFaces } from '../../../../src/main/labelCheck/checkedFaces';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import { facesOf, shape } from '../learning/heads/sample';

const studio = presetConfiguration('studio', mtflTemplate);
const unlabelled = Number.NaN;

/** Sixty faces: genders in turn, a smile of every fourth, glasses and poses as told. */
function faces(glasses: (row: number) => number, points: readonly number[] = []): FaceTable {
  const rows = Array.from({ length: 60 }, (_, row) => row);
  return facesOf(
    60,
    {
      gender: rows.map((row) => (row < 40 ? row % 2 : unlabelled)),
      smile: rows
        .map((row) => (row < 40 && row % 4 === 0 ? 1 : 0))
        .map((one, row) => (row < 40 ? one : unlabelled)),
      glasses: rows.map(glasses),
      pose: rows.map(() => unlabelled),
    },
    points,
  );
}

function checked(table: FaceTable, heads: readonly string[]): CheckedFaces {
  const configuration: RunConfiguration = {
    ...studio,
    heads: studio.heads.filter(({ name }) => heads.includes(name)),
  };
  const contentHashes = Array.from({ length: table.count }, (_, row) => `image-${row}`);
  return checkedFaces({ table, contentHashes }, configuration, 3, mtflTemplate);
}

const names = ({ configuration }: CheckedFaces): string[] => configuration.heads.map(({ name }) => name);

describe('the faces of a check', () => {
  it('are those with a label, dealt so that a value of two images is learnt from every fold', () => {
    const found = checked(
      faces((row) => (row < 40 ? (row === 3 || row === 8 ? 1 : 0) : unlabelled)),
      ['gender', 'glasses'],
    );
    expect(found.table.count).toBe(40);
    expect([names(found), found.leftOut]).toEqual([['gender', 'glasses'], []]);
    expect(found.dealt[3]).not.toBe(found.dealt[8]);
  });

  it('are checked without a head of which one image alone has another value, and without the faces that only it has', () => {
    const found = checked(
      faces((row) => (row === 50 ? 1 : 0)),
      ['gender', 'smile', 'glasses'],
    );
    expect([names(found), found.leftOut]).toEqual([['gender', 'smile'], ['glasses']]);
    expect(found.table.count).toBe(40);
    expect(found.dealt).toHaveLength(40);
  });

  it('are looked at once where no points are left, and taught nothing', () => {
    const found = checked(
      faces(() => unlabelled),
      ['landmarks', 'gender'],
    );
    expect([names(found), found.leftOut]).toEqual([['gender'], ['landmarks']]);
    expect(studio.views?.realigned).toBe(true);
    expect(found.configuration.views?.realigned).toBe(false);
    expect(found.configuration).not.toHaveProperty('teacher');
    const withPoints = checked(
      faces(() => 0, Array.from({ length: 60 }, () => shape).flat()),
      ['landmarks', 'glasses'],
    );
    expect(names(withPoints)).toEqual(['landmarks']);
    expect(withPoints.configuration.teacher).toEqual(studio.teacher);
  });

  it('keep all heads where none can be learnt, for the training to tell what lacks', () => {
    const found = checked(
      faces(() => 0),
      ['glasses'],
    );
    expect([names(found), found.leftOut]).toEqual([['glasses'], []]);
  });
});
