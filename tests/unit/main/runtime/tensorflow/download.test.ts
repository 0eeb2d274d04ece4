import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TensorFlowWheels } from '../../../../../src/main/runtime/tensorflow/choose';
import { downloadWheels } from '../../../../../src/main/runtime/tensorflow/download';
import { recordingContext } from '../../../../support/recordingContext';
import { writeProgram } from '../../../../support/programs';
import { temporaryFolder } from '../../../../support/temporaryFolder';

/** What the stand-in for pip finds out of its parameters: where to put files. */
const READ_DESTINATION = 'while [ $# -gt 0 ]; do if [ "$1" = --dest ]; then dest=$2; fi; shift; done';

const choice: TensorFlowWheels = {
  kind: 'wheels',
  version: '1.0',
  variant: 'cuda',
  tensorflow: {
    requirement: 'example==1.0',
    platformTags: ['manylinux_2_27_x86_64'],
    file: 'example-1.0.whl',
    bytes: { least: 5, most: 5 },
    sha256: null,
  },
  nvidia: [],
  neededDiskBytes: 0,
  reason: 'a test',
};

function download(pipScript: string, wanted: TensorFlowWheels = choice, folder = temporaryFolder()) {
  const pip = writeProgram(temporaryFolder(), 'pip', pipScript);
  return downloadWheels(wanted, [pip], join(folder, 'downloads'), recordingContext(), () => undefined);
}

describe('downloadWheels', () => {
  it('asks pip for that very file, whatever Python it runs on', async () => {
    const said = join(temporaryFolder(), 'parameters');
    const wheels = await download(
      `echo "$@" > ${said}\n${READ_DESTINATION}\nprintf 12345 > "$dest/example-1.0.whl"`,
    );
    expect(statSync(wheels.tensorflow).size).toBe(5);
    expect(existsSync(join(wheels.tensorflow, '..', 'temporary'))).toBe(false);
    const parameters = readFileSync(said, 'utf8');
    expect(parameters).toContain('--python-version 311 --implementation cp --abi cp311');
    expect(parameters).toContain('--platform manylinux_2_27_x86_64 --no-deps example==1.0');
    expect(parameters).toContain('--only-binary=:all:');
  });

  it('keeps a whole file of an earlier attempt', async () => {
    const folder = temporaryFolder();
    const script = `${READ_DESTINATION}\nprintf 12345 > "$dest/example-1.0.whl"`;
    await download(script, choice, folder);
    await expect(download('exit 1', choice, folder)).resolves.toMatchObject({ nvidia: [] });
  });

  it('fetches NVIDIA’s libraries in one call, so that their versions fit', async () => {
    const folder = temporaryFolder();
    const calls = join(folder, 'calls');
    const nvidia = ['a-cu12>=1', 'b-cu12>=2'].map((requirement) => ({
      ...choice.tensorflow,
      requirement,
      file: null,
    }));
    const script = `echo "$@" >> ${calls}\n${READ_DESTINATION}\nprintf 12345 > "$dest/example-1.0.whl"`;
    const wheels = await download(script, { ...choice, nvidia }, folder);
    expect(wheels.nvidia).toHaveLength(1);
    const [, second, third] = readFileSync(calls, 'utf8').split('\n');
    expect(second).toContain('a-cu12>=1 b-cu12>=2');
    expect(second).not.toContain('--no-deps');
    expect(third).toBe('');
  });

  it.each([
    ['echo "NewConnectionError: Name or service not known"; exit 1', 'could not reach its package index'],
    ['echo "OSError: [Errno 28] No space left on device"; exit 2', 'the disk filled up'],
    ['echo "ERROR: No matching distribution found for example==1.0"; exit 1', 'No matching distribution'],
    ['exit 0', 'did not leave example-1.0.whl'],
  ])('tells why pip failed (%s)', async (script, message) => {
    await expect(download(script)).rejects.toThrow(message);
  });

  it('refuses a wrong file', async () => {
    const script = `${READ_DESTINATION}\nprintf 1234 > "$dest/example-1.0.whl"`;
    await expect(download(script)).rejects.toMatchObject({ code: 'wheel-size' });
  });

  it('stops pip when aborted', async () => {
    const pip = writeProgram(temporaryFolder(), 'pip', 'echo started; sleep 600');
    const context = recordingContext();
    const log = (text: string) => {
      if (text.startsWith('started')) context.abort(new Error('stopped by the test'));
    };
    const running = downloadWheels(choice, [pip], temporaryFolder(), context, log);
    await expect(running).rejects.toThrow('stopped by the test');
  });

  it('has pip’s temporary files on the cache’s disk, which was found large enough', async () => {
    const folder = temporaryFolder();
    const seen = join(folder, 'seen');
    await download(
      `echo "$TMPDIR" > ${seen}\n${READ_DESTINATION}\nprintf 12345 > "$dest/example-1.0.whl"`,
      choice,
      folder,
    );
    expect(readFileSync(seen, 'utf8').startsWith(folder)).toBe(true);
  });
});
