import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { userStateFolder } from '../../runtime/stateFolder';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window stands: its bounds when it fills no screen, and whether it does. */
export interface WindowPlace {
  /** Without x and y the system chooses. */
  readonly bounds: Pick<Bounds, 'width' | 'height'> | Bounds;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

const firstPlace: WindowPlace = {
  bounds: { width: 1440, height: 900 },
  maximized: false,
  fullScreen: false,
};
/** As much of the window must be on a screen for a hand to reach its title. */
const reachable = { width: 120, height: 40 };

const keptSchema = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int().min(200).max(20_000),
    height: z.int().min(200).max(20_000),
  }),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});

/** Where it stood last, unless that screen is gone; `workAreas` are the screens' free parts. */
export function placeOn(workAreas: readonly Bounds[], kept: WindowPlace | null): WindowPlace {
  if (kept === null) return { ...firstPlace, bounds: fitted(workAreas[0], firstPlace.bounds) };
  const { bounds } = kept;
  if ('x' in bounds && workAreas.some((area) => isReachable(bounds, area))) return kept;
  return { ...kept, bounds: fitted(workAreas[0], bounds) };
}

/** The window's upper edge, by which it is moved, must be on the screen. */
function isReachable(bounds: Bounds, area: Bounds): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const isTitleThere = bounds.y >= area.y - 1 && bounds.y + reachable.height <= area.y + area.height;
  return width >= reachable.width && isTitleThere;
}

function fitted(
  area: Bounds | undefined,
  { width, height }: Pick<Bounds, 'width' | 'height'>,
): Pick<Bounds, 'width' | 'height'> {
  return {
    width: Math.min(width, area?.width ?? width),
    height: Math.min(height, area?.height ?? height),
  };
}

/** Remembers the window's place between two starts. */
export class WindowMemory {
  constructor(private readonly file: string = join(userStateFolder(), 'window.json')) {}

  /** Null where nothing, or nothing sensible, is remembered. */
  read(): WindowPlace | null {
    try {
      return keptSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return null;
    }
  }

  write(place: WindowPlace): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      writeFileSync(`${this.file}.new`, JSON.stringify(place));
      renameSync(`${this.file}.new`, this.file);
    } catch {
      // A convenience: where nothing can be written, the window opens where the system puts it.
    }
  }
}
