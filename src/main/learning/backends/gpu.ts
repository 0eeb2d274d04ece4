import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The first GPU's name as its driver tells it; the native library only says that it uses one. */
export async function describeGpu(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      'nvidia-smi',
      ['--query-gpu=name', '--format=csv,noheader'],
      {
        timeout: 10_000,
      },
    );
    return stdout.split('\n')[0]?.trim() || 'NVIDIA GPU';
  } catch {
    return 'NVIDIA GPU';
  }
}
