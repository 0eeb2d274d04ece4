import type { LibraryTile } from '@shared/contract/library';
import type { Failure, Result } from '@shared/result';

/** A stretch of the tiles, and how many there are in all. */
export type FetchTiles<Tile> = (
  offset: number,
  limit: number,
) => Promise<Result<{ readonly total: number; readonly tiles: readonly Tile[] }>>;

interface Page<Tile> {
  readonly tiles: readonly Tile[];
  /** What it shows may have changed since it was fetched. */
  readonly stale: boolean;
}

/** What the grid is told: how many tiles there are, and that some have come. */
export interface TilePagesHooks {
  readonly total: (total: number) => void;
  readonly arrived: () => void;
  readonly failed: (failure: Failure) => void;
}

/**
 * The tiles of one query, fetched a page at a time as they are looked at. A hundred thousand faces cost no more
 * memory than the pages near the last look.
 */
export class TilePages<Tile = LibraryTile> {
  private readonly pages = new Map<number, Page<Tile>>();
  private readonly asked = new Set<number>();
  private generation = 0;
  private wanted: readonly [number, number] = [0, -1];

  constructor(
    private readonly fetch: FetchTiles<Tile>,
    private readonly hooks: TilePagesHooks,
    private readonly pageSize = 200,
    private readonly mostPages = 30,
  ) {}

  at(index: number): Tile | undefined {
    return this.pages.get(Math.floor(index / this.pageSize))?.tiles[index % this.pageSize];
  }

  /** A face's tile, if it is at hand. */
  find<Face extends { readonly id: number }>(this: TilePages<Face>, id: number): Face | undefined {
    for (const { tiles } of this.pages.values()) {
      const tile = tiles.find((candidate) => candidate.id === id);
      if (tile) return tile;
    }
    return undefined;
  }

  /** Sees to it that the tiles from `first` to `last` are there or on their way. */
  want(first: number, last: number): void {
    this.wanted = [first, last];
    const lastPage = Math.floor(Math.max(first, last) / this.pageSize);
    for (let number = Math.floor(first / this.pageSize); number <= lastPage; number += 1) {
      const page = this.pages.get(number);
      if (page === undefined || page.stale) void this.bring(number);
      else this.touch(number, page);
    }
  }

  /** Something changed: what is shown stays until it has been fetched anew. */
  refresh(): void {
    this.generation += 1;
    this.asked.clear();
    for (const [number, page] of this.pages) this.pages.set(number, { ...page, stale: true });
    this.want(...this.wanted);
  }

  /** Tiles have come after the last one: only pages that were not whole are fetched anew. */
  grow(): void {
    for (const [number, page] of this.pages) {
      if (page.tiles.length < this.pageSize) this.pages.set(number, { ...page, stale: true });
    }
    this.want(...this.wanted);
  }

  private async bring(number: number): Promise<void> {
    if (this.asked.has(number)) return;
    this.asked.add(number);
    const { generation } = this;
    const answer = await this.fetch(number * this.pageSize, this.pageSize);
    if (generation !== this.generation) return;
    this.asked.delete(number);
    if ('error' in answer) {
      this.hooks.failed(answer.error);
      return;
    }
    this.touch(number, { tiles: answer.ok.tiles, stale: false });
    this.hooks.total(answer.ok.total);
    this.hooks.arrived();
  }

  /** The pages longest not looked at go first. */
  private touch(number: number, page: Page<Tile>): void {
    this.pages.delete(number);
    this.pages.set(number, page);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= this.mostPages) break;
      this.pages.delete(oldest);
    }
  }
}
