import type { Component } from 'vue';
import { Grid3x3, Crosshair, ScanFace } from 'lucide-vue-next';
import type { CommandId, CommandPlace } from './commands/table';

/** The places that are built, in the rail's order. */
export interface Place {
  readonly name: Extract<CommandPlace, 'library' | 'annotate' | 'predict'>;
  readonly icon: Component;
  readonly command: CommandId;
}

export const places: readonly Place[] = [
  { name: 'library', icon: Grid3x3, command: 'go.library' },
  { name: 'annotate', icon: Crosshair, command: 'go.annotate' },
  { name: 'predict', icon: ScanFace, command: 'go.predict' },
];
