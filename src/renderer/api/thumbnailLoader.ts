import { mostThumbnailsAtOnce, type PictureSubject, type Thumbnails } from '@shared/contract/pictures';
import type { Result } from '@shared/result';

/** A picture of a grid: whose, as of which version, and how large. */
export interface ThumbnailName {
  readonly subject: PictureSubject;
  readonly version: string;
  readonly sizePx: number;
}

/** Told the picture as an address, or null where there is none to be had. */
type Told = (address: string | null) => void;

interface Wish {
  readonly name: ThumbnailName;
  readonly wishers: Set<Told>;
  asked: boolean;
}

const requestsAtOnce = 8;
/** Of about 3 kB each. */
const mostKept = 4_000;

/**
 * Pictures of grids, fetched a row in one request: a browser that loads each by its own address spends more
 * time on the addresses than on the pictures. What nobody wishes for any more is not asked for, and what was lost
 * with the connection is asked for again by `resume`.
 */
export class ThumbnailLoader {
  private readonly wishes = new Map<string, Wish>();
  /** The newest last. */
  private readonly kept = new Map<string, string>();
  private requests = 0;
  private gathering = false;

  constructor(
    private readonly fetch: (
      of: readonly PictureSubject[],
      sizePx: number,
    ) => Promise<Result<Pick<Thumbnails, 'thumbnails'>>>,
  ) {}

  /** Undefined while nobody has fetched it. */
  at(name: ThumbnailName): string | undefined {
    const key = keyOf(name);
    const address = this.kept.get(key);
    if (address !== undefined) this.keep(key, address);
    return address;
  }

  /** Answers the function that takes the wish back. */
  wish(name: ThumbnailName, told: Told): () => void {
    const key = keyOf(name);
    const wish = this.wishes.get(key) ?? { name, wishers: new Set(), asked: false };
    this.wishes.set(key, wish);
    wish.wishers.add(told);
    this.gather();
    return () => {
      wish.wishers.delete(told);
      if (wish.wishers.size === 0 && !wish.asked && this.wishes.get(key) === wish) this.wishes.delete(key);
    };
  }

  /** The connection is back. */
  resume(): void {
    this.gather();
  }

  /** Wishes of one moment are one request: a grid makes them tile by tile. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    queueMicrotask(() => {
      this.gathering = false;
      this.ask();
    });
  }

  private ask(): void {
    const waiting = [...this.wishes.values()].filter(({ asked }) => !asked);
    const batches: Wish[][] = [];
    while (waiting.length > 0 && this.requests + batches.length < requestsAtOnce) {
      const sizePx = waiting[0]!.name.sizePx;
      const batch = waiting.filter(({ name }) => name.sizePx === sizePx).slice(0, mostThumbnailsAtOnce);
      batches.push(batch);
      waiting.splice(0, waiting.length, ...waiting.filter((wish) => !batch.includes(wish)));
    }
    // The core makes the newest wish first: what stands first is asked for last.
    for (const batch of batches.reverse()) void this.bring(batch);
  }

  private async bring(wishes: readonly Wish[]): Promise<void> {
    for (const wish of wishes) wish.asked = true;
    this.requests += 1;
    const answer = await this.fetch(
      wishes.map(({ name }) => name.subject),
      wishes[0]!.name.sizePx,
    );
    this.requests -= 1;
    if ('error' in answer && answer.error.code === 'connection-lost') {
      this.putBack(wishes);
      return;
    }
    wishes.forEach((wish, place) => this.fulfil(wish, answer, place));
    this.gather();
  }

  private fulfil(wish: Wish, answer: Result<Pick<Thumbnails, 'thumbnails'>>, place: number): void {
    const key = keyOf(wish.name);
    const picture = 'ok' in answer ? (answer.ok.thumbnails[place] ?? null) : null;
    const address = picture && `data:image/webp;base64,${picture.webp}`;
    if (address !== null && picture?.version === wish.name.version) this.keep(key, address);
    this.wishes.delete(key);
    for (const told of wish.wishers) told(address);
  }

  private putBack(wishes: readonly Wish[]): void {
    for (const wish of wishes) {
      wish.asked = false;
      if (wish.wishers.size === 0) this.wishes.delete(keyOf(wish.name));
    }
  }

  private keep(key: string, address: string): void {
    this.kept.delete(key);
    this.kept.set(key, address);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value!);
  }
}

function keyOf({ subject, version, sizePx }: ThumbnailName): string {
  const named = typeof subject === 'number' ? subject : `${subject.set}/${subject.photo}/${subject.face}`;
  return `${named} ${version} ${sizePx}`;
}
