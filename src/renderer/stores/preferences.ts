import { defineStore } from 'pinia';
import { queueLengths } from '@shared/contract/labelNext';
import { bindingsFrom } from '../commands/bindings';
import { between, oneOf, remembered, yesOrNo } from './remembered';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const languages = ['en', 'it'] as const;
export type Language = (typeof languages)[number];

/** What a person set once and finds again: of this machine's window, not of a project. */
export const usePreferences = defineStore('preferences', () => ({
  theme: remembered<Theme>('theme', oneOf(themes, 'system')),
  /** Null follows the system. */
  language: remembered<Language | null>('language', oneOf([...languages, null], null)),
  bindings: remembered('keys', bindingsFrom),
  facetsWidthPx: remembered('facets-width', between(180, 420, 232)),
  detailsWidthPx: remembered('details-width', between(260, 520, 312)),
  headsWidthPx: remembered('heads-width', between(200, 400, 240)),
  mistakesWidthPx: remembered('mistakes-width', between(260, 520, 320)),
  closedFacets: remembered<readonly string[]>('closed-facets', (kept) =>
    Array.isArray(kept) ? kept.filter((facet) => typeof facet === 'string') : ['box', 'source'],
  ),
  /** Faces that a run is asked to choose for labelling. */
  queueLength: remembered('queue-length', between(queueLengths.least, queueLengths.most, queueLengths.usual)),
  tilePx: remembered('tile-size', between(64, 256, 120)),
  tilePoints: remembered('tile-points', yesOrNo(true)),
  /** Predict's panel, pictures and details. */
  predictWidthPx: remembered('predict-width', between(232, 420, 264)),
  resultPx: remembered('result-size', between(128, 320, 168)),
  resultDetailsPx: remembered('result-details', between(280, 720, 400)),
  pointNames: remembered('point-names', yesOrNo(true)),
  trainWidthPx: remembered('train-width', between(300, 520, 344)),
  closedTrainGroups: remembered<readonly string[]>('closed-train-groups', (kept) =>
    Array.isArray(kept) ? kept.filter((group) => typeof group === 'string') : ['input', 'holding'],
  ),
  lossSmoothing: remembered('loss-smoothing', between(0, 0.95, 0.6)),
  lossLogarithmic: remembered('loss-logarithmic', yesOrNo(true)),
  /** What a freshly opened face shows: its whole image, or the face in it. */
  framing: remembered('framing', oneOf(['image', 'face'], 'image')),
}));
