import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StudyStore } from '../../../../src/main/trials/studyStore';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { newStudy } from './support';

describe('a project’s studies', () => {
  it('are kept in the order in which they began, and found by name whatever its case', () => {
    const folder = temporaryFolder();
    const store = new StudyStore(folder);
    expect(store.list()).toEqual([]);
    const first = store.create(newStudy('ablation-1'));
    store.create(newStudy('Other'));
    store.save({ ...first, failure: 'a full disk' });
    const again = new StudyStore(folder);
    expect(again.list().map(({ id, name, failure }) => [id, name, failure])).toEqual([
      [1, 'ablation-1', 'a full disk'],
      [2, 'Other', null],
    ]);
    expect(again.get('OTHER').id).toBe(2);
    expect([again.freeName('ablation'), again.freeName('search')]).toEqual(['ablation-2', 'search-1']);
  });

  it('have names of their own, and an unknown one is told with those there are', () => {
    const store = new StudyStore(temporaryFolder());
    store.create(newStudy('one'));
    expect(() => store.create(newStudy('ONE'))).toThrow(/already is a study/);
    expect(() => store.get('two')).toThrow(/There are: one/);
  });

  it('are deleted one by one, and their names are free again', () => {
    const folder = temporaryFolder();
    const store = new StudyStore(folder);
    const one = store.create(newStudy('one'));
    store.create(newStudy('two'));
    store.delete(one);
    expect([store.has('ONE'), store.has('TWO')]).toEqual([false, true]);
    expect(store.create(newStudy('one')).name).toBe('one');
  });

  it('that cannot be read hide no others', () => {
    const folder = temporaryFolder();
    const store = new StudyStore(folder);
    store.create(newStudy('one'));
    store.create(newStudy('two'));
    writeFileSync(join(folder, 'studies', '1.json'), '{"id": 1');
    expect(store.list().map(({ name }) => name)).toEqual(['two']);
  });
});
