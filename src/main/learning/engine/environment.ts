import { delimiter } from 'node:path';

/** Where the dynamic loader looks for libraries, by platform. */
const libraryPathVariable: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'DYLD_LIBRARY_PATH',
  win32: 'PATH',
};

/**
 * The environment an engine process is started with: `base`, and what TensorFlow reads only while it is being
 * loaded. Settings of `base` win.
 */
export function engineEnvironment(
  base: NodeJS.ProcessEnv,
  libraryPaths: readonly string[],
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const variable = libraryPathVariable[platform] ?? 'LD_LIBRARY_PATH';
  const paths = [...libraryPaths, base[variable] ?? ''].filter((path) => path !== '');
  return {
    // Errors only: TensorFlow's remarks on CPU features would bury an engine's last words.
    TF_CPP_MIN_LOG_LEVEL: '2',
    // Take GPU memory as needed and not all of it at once: the machine may have a desktop, too.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    ...base,
    ...(paths.length > 0 ? { [variable]: paths.join(delimiter) } : {}),
  };
}
