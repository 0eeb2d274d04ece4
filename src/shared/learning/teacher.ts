import { cachedSizePx, headsOf, type HeadConfiguration, type RunConfiguration } from './configuration';
import { meshPointIds } from './faceMesh';
import { pointLoss } from './pointLoss';
import { predictsPlaces } from './views';

/** The head that learns what the teacher sees. It is trained, and never asked. */
export const teacherHeadName = 'face-mesh';

/** Beneath it a face’s mesh cannot be told from its cached crop. */
export const smallestTaughtPx = 64;

type Taught = Pick<RunConfiguration, 'heads' | 'teacher'>;

/** What learns in a training, in the order of its batches: the heads that will be asked, and after them the teacher’s. */
export function trainedHeads({ heads, teacher }: Taught): readonly HeadConfiguration[] {
  return teacher === undefined ? heads : [...heads, teacherHead(teacher.weight)];
}

/** The same configuration with the heads that it trains. */
export function asTrained<Configuration extends Taught>(configuration: Configuration): Configuration {
  return configuration.teacher === undefined
    ? configuration
    : { ...configuration, heads: trainedHeads(configuration) };
}

/** The heads of classes whose labels give way to what the teacher tells. */
export function softenedHeads({ heads, teacher }: Taught): readonly HeadConfiguration[] {
  return headsOf(heads, teacher?.softens, 'multi-class', 'binary');
}

/** Where no points are learnt a mesh has nothing to add to, and of small crops none can be seen. */
export function canBeTaught({ heads, input }: Pick<RunConfiguration, 'heads' | 'input'>): boolean {
  return input.crop === 'face' && cachedSizePx(input) >= smallestTaughtPx && heads.some(predictsPlaces);
}

/**
 * The heads that pull the trunk no more, of those that have stopped: the teacher is there for points, and stops with the last
 * head that learns some.
 */
export function stoppedWith(stopped: ReadonlySet<string>, { heads, teacher }: Taught): ReadonlySet<string> {
  const isOver = heads.filter(predictsPlaces).every(({ name }) => stopped.has(name));
  return teacher !== undefined && isOver ? new Set([...stopped, teacherHeadName]) : stopped;
}

function teacherHead(weight: number): HeadConfiguration {
  return {
    name: teacherHeadName,
    kind: 'landmarks',
    target: { from: 'landmarks', points: meshPointIds },
    ...pointLoss,
    weight,
  };
}
