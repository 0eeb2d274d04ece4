import { remembered } from '../../stores/remembered';

/** The set that was open last, by the project's folder. */
export const lastSets = remembered<Readonly<Record<string, number>>>('prediction-sets', (kept) =>
  typeof kept === 'object' && kept !== null ? (kept as Record<string, number>) : {},
);
