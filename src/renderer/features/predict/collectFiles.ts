import { photoEndings } from '@shared/domain/photoEndings';

/** A file of a browser, and what it is called below what was dropped. */
export interface NamedFile {
  readonly file: File;
  readonly name: string;
}

/** What a person has given. */
export interface GivenFiles {
  readonly photos: readonly NamedFile[];
  /** Names of files that are no photos by their ending. */
  readonly passedOver: readonly string[];
}

/**
 * The photos among what was dropped, folders with all that is nested in them; hidden files are not spoken of. Must be
 * called while the drop is being handled: a browser forgets its items afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<GivenFiles> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // A picture dragged out of another page is a file that lies nowhere.
  const loose = entries.length === 0 ? [...transfer.files] : [];
  const found: Found = { photos: loose.map((file) => ({ file, name: file.name })), passedOver: [] };
  // A file that was dropped by itself is meant, whatever it is called.
  for (const entry of entries) await collect(entry, '', found, true);
  return found;
}

/** The photos among what was chosen in the browser's own dialog. */
export function chosenFiles(files: Iterable<File>): GivenFiles {
  const named = [...files]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(({ name }) => !isHidden(name));
  return {
    photos: named.filter(({ name }) => isPhoto(name)),
    passedOver: named.flatMap(({ name }) => (isPhoto(name) ? [] : [name])),
  };
}

/** The endings of files, each once, such as `.pdf`; empty for a name without one. */
export function kindsOf(names: readonly string[]): string[] {
  return [...new Set(names.map(endingOf))].sort();
}

interface Found {
  readonly photos: NamedFile[];
  readonly passedOver: string[];
}

async function collect(
  entry: FileSystemEntry,
  folder: string,
  found: Found,
  isMeant: boolean,
): Promise<void> {
  const name = `${folder}${entry.name}`;
  if (!isMeant && entry.name.startsWith('.')) return;
  if (entry.isFile) {
    if (isMeant || isPhoto(name)) {
      found.photos.push({ file: await fileOf(entry as FileSystemFileEntry), name });
    } else found.passedOver.push(name);
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) {
    await collect(child, `${name}/`, found, false);
  }
}

/** By its ending; what is in it is judged where it arrives. */
function isPhoto(name: string): boolean {
  return photoEndings.includes(endingOf(name));
}

function endingOf(name: string): string {
  return /\.[^./]+$/.exec(name)?.[0].toLowerCase() ?? '';
}

/** Also in a folder that is hidden. */
function isHidden(name: string): boolean {
  return /(^|\/)\./.test(name);
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A browser hands over a hundred at a time, and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return children.sort((first, second) => (first.name < second.name ? -1 : 1));
    children.push(...some);
  }
}
