import { TrainPage } from '../pages/train';
import { test as base } from './test';

/** A test that begins in the place Train, with the library's faces to train on. */
export const test = base.extend<{ readonly train: TrainPage }>({
  train: async ({ library, window }, use) => {
    await library.isShown();
    const train = new TrainPage(window);
    await train.open();
    await use(train);
  },
});
