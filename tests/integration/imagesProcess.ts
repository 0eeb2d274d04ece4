import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type * as images from './imagesEntry';

const root = resolve(import.meta.dirname, '../..');

export interface BundledImages {
  /** To be removed by the test; among node_modules, since sharp is found from there. */
  readonly folder: string;
  readonly file: string;
  readonly module: typeof images;
}

/** The image services with their worker, laid out as the built application has them. */
export async function bundleImages(): Promise<BundledImages> {
  const folder = mkdtempSync(join(root, 'node_modules', '.facet-images-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@shared': join(root, 'src/shared') } },
    build: {
      ssr: true,
      outDir: join(folder, 'main'),
      rolldownOptions: {
        input: {
          images: join(import.meta.dirname, 'imagesEntry.ts'),
          cropWorker: join(root, 'src/main/images/cropWorker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js', format: 'es' },
      },
    },
  });
  const file = join(folder, 'main', 'images.js');
  return { folder, file, module: (await import(file)) as typeof images };
}

/**
 * Another process that fills a crop cache with the requests in a JSON file, and prints a line for each progress
 * update and one with the result.
 */
export class CacheFillingProcess {
  private output = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;

  constructor(imagesFile: string, cacheFolder: string, specification: object, requestsFile: string) {
    const text = `
      import { readFileSync } from 'node:fs';
      import { ensureCrops, startCropReader } from ${JSON.stringify(imagesFile)};
      const reader = startCropReader(2);
      const context = {
        signal: new AbortController().signal,
        progress: ({ phase, done }) => console.log(phase + ' ' + done),
      };
      const requests = JSON.parse(readFileSync(${JSON.stringify(requestsFile)}, 'utf8'));
      const options = { cacheFolder: ${JSON.stringify(cacheFolder)}, specification: ${JSON.stringify(specification)} };
      const { decoded, reused, problems } = await ensureCrops({ ...options, requests, reader, context });
      console.log('result ' + JSON.stringify({ decoded, reused, problems }));
      await reader.close();`;
    this.child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.exited = once(this.child, 'exit');
    this.child.stdout?.setEncoding('utf8').on('data', (piece: string) => (this.output += piece));
  }

  /** Ends the process with SIGKILL as soon as it has read that many crops. */
  async killAfter(crops: number): Promise<void> {
    const enough = new Promise<void>((resolveEnough) => {
      this.child.stdout?.on('data', () => {
        const counts = [...this.output.matchAll(/^reading crops (\d+)$/gm)].map(([, count]) => Number(count));
        if (Math.max(0, ...counts) >= crops) resolveEnough();
      });
    });
    await Promise.race([enough, this.exited]);
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async result(): Promise<{ decoded: number; reused: number; problems: unknown[] }> {
    await this.exited;
    const [, json] = /^result (.*)$/m.exec(this.output) ?? [];
    if (json === undefined) throw new Error(`The other process ended without a result: ${this.output}`);
    return JSON.parse(json) as { decoded: number; reused: number; problems: unknown[] };
  }
}
