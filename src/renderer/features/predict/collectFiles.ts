/** A file of a browser, and what it is called below what was dropped. */
export interface NamedFile {
  readonly file: File;
  readonly name: string;
}

/** By what a system calls its photos; what is in them is judged where they arrive. */
const photoEnding = /\.(jpe?g|jpe|png|gif|webp|tiff?|avif)$/i;

/**
 * The photos among what was dropped, folders with all that is nested in them; hidden ones are passed over. Must be
 * called while the drop is being handled: a browser forgets its items afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // A picture dragged out of another page is a file that lies nowhere.
  const loose = entries.length === 0 ? [...transfer.files] : [];
  const found: NamedFile[] = loose.map((file) => ({ file, name: file.name }));
  // A file that was dropped by itself is meant, whatever it is called.
  for (const entry of entries) await collect(entry, '', found, true);
  return found;
}

/** The photos among what was chosen in the browser's own dialog. */
export function chosenFiles(files: Iterable<File>): NamedFile[] {
  return [...files]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(({ name }) => isPhoto(name));
}

async function collect(
  entry: FileSystemEntry,
  folder: string,
  found: NamedFile[],
  isMeant: boolean,
): Promise<void> {
  const name = `${folder}${entry.name}`;
  if (entry.isFile) {
    if (isMeant || isPhoto(name)) found.push({ file: await fileOf(entry as FileSystemFileEntry), name });
    return;
  }
  if (!isMeant && entry.name.startsWith('.')) return;
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) {
    await collect(child, `${name}/`, found, false);
  }
}

function isPhoto(name: string): boolean {
  return photoEnding.test(name) && !/(^|\/)\./.test(name);
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
