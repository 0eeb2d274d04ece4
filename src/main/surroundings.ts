import { forkProcess, type StartProcess } from './runtime/processLine';

/** What a studio's services need of the place that they run in. */
export interface Surroundings {
  /** How one of our entries is started as a process of its own. */
  readonly startProcess: StartProcess;
  /** Whether TensorFlow is fetched as soon as an engine is needed, or only when a person has agreed. */
  readonly tensorFlow: 'when-needed' | 'when-asked';
  /** What came with a packaged application: TensorFlow's built binding, and where its wheels are fetched from. */
  readonly shippedFolder: string | null;
}

export const plainSurroundings: Surroundings = {
  startProcess: forkProcess,
  tensorFlow: 'when-needed',
  shippedFolder: null,
};
