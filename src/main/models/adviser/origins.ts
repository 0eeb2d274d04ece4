import type { AdviserNetworkName } from '../../learning/adviser/adviserGraph';
import { agesAndGenders } from '../../learning/pretrained/agesAndGenders';
import { emotions } from '../../learning/pretrained/emotions';
import type { PretrainedFile } from '../../learning/pretrained/weights';

/** Whose network it is that an adviser asks. */
export interface NetworkOrigin {
  readonly file: PretrainedFile;
  /** What it tells, in a sentence: “a network of …”. */
  readonly tells: string;
  readonly by: string;
}

export const networkOrigins: Readonly<Record<AdviserNetworkName, NetworkOrigin>> = {
  'ages-and-genders': {
    file: agesAndGenders.file,
    tells: 'ages and genders',
    by: 'face-api.js, Vincent Mühler 2018',
  },
  emotions: {
    file: emotions.file,
    tells: 'emotions',
    by: 'mini_XCEPTION, Octavio Arriaga, Matias Valdenegro-Toro and Paul Plöger 2017',
  },
};
