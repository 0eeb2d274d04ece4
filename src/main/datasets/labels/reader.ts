import type { Problem } from '@shared/contract/jobs';
import type { LabelFileContext, ParsedLabels } from './record';
import type { LabelTree } from './tree';

/** Reads one format. */
export interface LabelReader {
  readonly files: (tree: LabelTree) => Promise<FoundFiles>;
}

export interface FoundFiles {
  /** The files of a tree that are the format's, each with what reads it. */
  readonly files: readonly LabelFile[];
  /** What is to be known of them together. */
  readonly problems: readonly Problem[];
}

export interface LabelFile {
  /** In the tree. */
  readonly path: string;
  readonly parse: (text: string, context: LabelFileContext) => ParsedLabels;
}
