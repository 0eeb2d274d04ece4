import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** The project store as one file that a plain Node process can load. */
export async function bundleProjectStore(outputFolder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@shared': join(root, 'src/shared') } },
    // One file: whatever it needs comes with it.
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'src/main/project/project.ts'),
      outDir: outputFolder,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'project.mjs' } },
    },
  });
  return join(outputFolder, 'project.mjs');
}

/**
 * Another process that runs `script` (a module's text in which `store` is the bundled project store), says
 * `ready` when it is where the test wants it, and then stays until it is ended.
 */
export class OtherProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(storeFile: string, script: string): Promise<OtherProcess> {
    const text = `import * as store from ${JSON.stringify(storeFile)};\n${script}\nconsole.log('ready');process.stdin.resume();`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const first = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (String(first[0]).trim() !== 'ready')
      throw new Error(`The other process ended early: ${first.join(' ')}`);
    return new OtherProcess(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
