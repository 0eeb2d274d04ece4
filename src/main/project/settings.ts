import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const keptSchema = z.object({
  /** By format: what names of label files mean, as a person said at an import. */
  labelMappings: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
type Kept = z.output<typeof keptSchema>;

/** What a project remembers for convenience: a file beside its database, without which nothing is lost. */
export class ProjectSettings {
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, 'settings.json');
  }

  labelMapping(format: string): Readonly<Record<string, string>> {
    return this.read().labelMappings[format] ?? {};
  }

  /** Adds to what was said before: a name that is not in a file does no harm there. */
  rememberLabelMapping(format: string, mapping: Readonly<Record<string, string>>): void {
    if (Object.keys(mapping).length === 0) return;
    const kept = this.read();
    const labelMappings = {
      ...kept.labelMappings,
      [format]: { ...kept.labelMappings[format], ...mapping },
    };
    const temporary = `${this.file}.${process.pid}.part`;
    try {
      writeFileSync(temporary, `${JSON.stringify({ ...kept, labelMappings }, null, 2)}\n`, { flush: true });
      renameSync(temporary, this.file);
    } catch {
      // A convenience: where nothing can be written, it is asked again next time.
      rmSync(temporary, { force: true });
    }
  }

  private read(): Kept {
    try {
      return keptSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      // None yet, or spoilt: it is written anew with the next mapping.
      return keptSchema.parse({});
    }
  }
}
