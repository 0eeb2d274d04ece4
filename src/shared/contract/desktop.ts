/** What a window asks of its desktop: the menu, the dock or taskbar, notifications, and what is dropped onto it. */
import { z } from 'zod';

/** The preload's bridge: functions and plain data, no object of Electron's. `SystemFile` is the window's `File`. */
export interface DesktopBridge<SystemFile> {
  /** Answers a `Result`; rejects only when the studio is gone. */
  request(channel: string, params: unknown): Promise<unknown>;
  /** The studio's events, by a port of their own; returns the function that closes it. */
  listen(listener: (event: unknown) => void): () => void;
  /** The path of a file or folder that was dropped onto the window; empty for what has none. */
  pathOf(file: SystemFile): string;
}

const label = z.string().min(1).max(200);
const commandName = z.string().min(1).max(100);

/** What the system does by itself, under a name of the window's language. */
export const menuRoles = ['cut', 'copy', 'paste', 'togglefullscreen', 'minimize', 'quit', 'about'] as const;
export type MenuRole = (typeof menuRoles)[number];

const menuItem = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('command'),
      command: commandName,
      label,
      /** As the table of commands spells it (`Mod+Shift+Z`); null where no key is bound. */
      chord: z.string().max(50).nullable(),
      enabled: z.boolean(),
    })
    .strict(),
  z.object({ kind: z.literal('role'), role: z.enum(menuRoles), label }).strict(),
  /** The projects that were open last, as a menu of its own. */
  z.object({ kind: z.literal('recent'), label }).strict(),
  z.object({ kind: z.literal('separator') }).strict(),
]);
export type ShownMenuItem = z.output<typeof menuItem>;

/** The window's commands as the application's menu, with the keys that they have now. */
export const showMenuSchema = z
  .object({
    language: z.enum(['en', 'it']),
    menus: z.array(z.object({ label, items: z.array(menuItem).max(200) }).strict()).max(20),
  })
  .strict();
export type ShownMenus = z.output<typeof showMenuSchema>;

/** How far the jobs at work have come, for the dock or taskbar; null where nothing is at work, or nobody knows. */
export const showProgressSchema = z
  .object({ working: z.boolean(), share: z.number().min(0).max(1).nullable() })
  .strict();

/** A job's end, for whoever looks elsewhere. */
export const notifySchema = z.object({ title: label, text: z.string().max(1000) }).strict();

export const examinePathsSchema = z
  .object({ paths: z.array(z.string().min(1).max(4096)).min(1).max(10_000) })
  .strict();

/** A file or folder that was handed to the window, by what can be done with it. */
export interface ExaminedPath {
  readonly path: string;
  readonly kind: 'project' | 'folder' | 'zip' | 'table' | 'photo' | 'unknown' | 'missing';
}

export const desktopEvents = {
  /** A command was chosen in the application's menu. */
  'host.command': z.object({ command: z.string() }),
  /** Paths came from outside the window: a second start, the system's file manager, the list of recent projects. */
  'host.handedOver': z.object({ paths: z.array(z.string()) }),
} as const;
