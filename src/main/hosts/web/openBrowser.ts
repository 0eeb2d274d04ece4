import { spawn } from 'node:child_process';

/** The program that opens an address in the default browser, by platform. */
export function browserCommand(address: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', address];
  // Not `start`: a shell would take the address apart.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return ['xdg-open', address];
}

/** Where a browser would have no screen to show itself on, none is opened. */
export function hasScreen(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Resolves to whether a browser was asked to open the address; it may still not be able to. */
export async function openBrowser(
  address: string,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (!hasScreen(environment, platform)) return false;
  const [program, ...words] = browserCommand(address, platform);
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'ignore', detached: true, env: environment });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
