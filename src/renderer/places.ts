import type { Component } from 'vue';
import { Activity, ChartColumn, Crosshair, Grid3x3, ScanFace } from 'lucide-vue-next';
import type { CommandId, CommandPlace } from './commands/table';

/** The places that are built, in the rail's order. */
export interface Place {
  readonly name: Exclude<CommandPlace, 'everywhere'>;
  readonly icon: Component;
  readonly command: CommandId;
}

export const places: readonly Place[] = [
  { name: 'library', icon: Grid3x3, command: 'go.library' },
  { name: 'annotate', icon: Crosshair, command: 'go.annotate' },
  { name: 'train', icon: Activity, command: 'go.train' },
  { name: 'inspect', icon: ChartColumn, command: 'go.inspect' },
  { name: 'predict', icon: ScanFace, command: 'go.predict' },
];
