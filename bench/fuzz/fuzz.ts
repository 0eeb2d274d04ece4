import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutated, numbersFrom } from './mutate';
import { parsers, type Parser } from './parsers';

const corpusFolder = join(import.meta.dirname, 'corpus');
const regressionsFolder = join(import.meta.dirname, 'regressions');

/** Files that a parser is attacked with as they are, and made worse. */
export function corpusOf(parser: string): Buffer[] {
  return filesIn(parser === 'recognition' ? corpusFolder : join(corpusFolder, parser));
}

/** Files on which a parser once failed. */
export function regressionsOf(parser: string): Buffer[] {
  return filesIn(join(regressionsFolder, parser));
}

export interface FuzzFigures {
  readonly parser: string;
  readonly attacks: number;
  readonly crashes: number;
  readonly slowestMs: number;
}

/** Attacks one parser for so long. Files on which it fails are kept in `crashFolder`. */
export async function fuzz(
  parser: Parser,
  {
    seconds,
    seed,
    crashFolder,
  }: { readonly seconds: number; readonly seed: number; readonly crashFolder: string },
): Promise<FuzzFigures> {
  const corpus = corpusOf(parser.name);
  const below = numbersFrom(seed);
  const endMs = performance.now() + seconds * 1000;
  const messages = new Set<string>();
  let [attacks, slowestMs] = [0, 0];
  while (performance.now() < endMs) {
    const bytes = mutated(corpus[below(corpus.length)]!, corpus, below);
    const startMs = performance.now();
    attacks += 1;
    try {
      await parser.attack(bytes);
    } catch (thrown) {
      const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      const place = message.split('\n').slice(0, 3).join('\n').replace(/\d+/g, '0');
      if (!messages.has(place)) keep(crashFolder, parser.name, messages.size, bytes, message);
      messages.add(place);
    }
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
  }
  return { parser: parser.name, attacks, crashes: messages.size, slowestMs: Math.round(slowestMs) };
}

/** All parsers, or those that are named, one after the other; answers how many crashes there were. */
export async function fuzzAll(options: {
  readonly seconds: number;
  readonly seed: number;
  readonly crashFolder: string;
  readonly only: readonly string[];
  readonly tell: (figures: FuzzFigures) => void;
}): Promise<number> {
  let crashes = 0;
  for (const parser of parsers) {
    if (options.only.length > 0 && !options.only.includes(parser.name)) continue;
    const figures = await fuzz(parser, options);
    options.tell(figures);
    crashes += figures.crashes;
  }
  return crashes;
}

function keep(folder: string, parser: string, number: number, bytes: Uint8Array, message: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${parser}-${number}`), bytes);
  writeFileSync(join(folder, `${parser}-${number}.message.txt`), message);
}

function filesIn(folder: string): Buffer[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => readFileSync(file));
  } catch {
    return [];
  }
}
