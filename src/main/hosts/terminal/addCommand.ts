import type { Command } from 'commander';
import type { TerminalCommand } from './command';

export type Options = Record<string, unknown>;

/** A command's code is loaded when it runs: `facet --help` answers without it. */
export type Load = () => Promise<(words: readonly string[], options: Options) => TerminalCommand>;

/** Adds a command by its usage (`import <path>`) and what it does; its options are added to what is answered. */
export type AddCommand = (usage: string, description: string, load: Load) => Command;
