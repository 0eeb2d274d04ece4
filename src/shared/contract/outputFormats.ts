/** What predictions can be saved as: files of all faces, pictures of each photo or face, and a page about them. */
export const outputFormats = [
  'csv',
  'jsonl',
  'coco',
  'mtfl',
  'yolo',
  'overlays',
  'crops',
  'summary',
] as const;
export type OutputFormat = (typeof outputFormats)[number];
