import type { HeadCard } from '../contract/training';

/** Whether there is something to learn of a head: labels, and of classes more than one. */
export function isTrainable({ kind, labelledFaces, balance }: HeadCard): boolean {
  const isOfClasses = kind === 'multi-class' || kind === 'binary';
  return labelledFaces > 0 && (!isOfClasses || balance.filter(({ faces }) => faces > 0).length > 1);
}
