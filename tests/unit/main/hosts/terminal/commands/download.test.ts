import { describe, expect, it } from 'vitest';
import type { DownloadReport } from '@shared/contract/reports';
import { downloadCommand } from '../../../../../../src/main/hosts/terminal/commands/download';
import type { Session } from '../../../../../../src/main/hosts/terminal/session';

const report: DownloadReport = {
  file: '/anywhere/data/MTFL.zip',
  address: 'http://127.0.0.1/MTFL.zip',
  bytes: 150_234_567,
  resumedBytes: 0,
  alreadyThere: false,
  rows: { training: 10_000, testing: 2995 },
  seconds: 125,
};

/** Runs the command against a studio that answers `changes` of the report; answers what it said and asked. */
async function run(changes: Partial<DownloadReport>, options: Record<string, unknown>) {
  const asked: unknown[] = [];
  const session = {
    run: async (channel: string, params: unknown) => {
      asked.push(channel, params);
      return { ...report, ...changes };
    },
  } as unknown as Session;
  const output = await downloadCommand([], { output: '.', timeout: 60, ...options })(session);
  return { output, asked };
}

describe('facet download', () => {
  it('asks for the published file, and ends with the next command', async () => {
    const { output, asked } = await run({}, { output: 'data' });
    expect(asked).toEqual(['datasets.download', { folder: 'data', timeoutSeconds: 60 }]);
    expect(output.json).toEqual(report);
    expect(output.text.split('\n')).toEqual([
      'Downloaded data/MTFL.zip (150.2 MB) in 2 min 5 s.',
      'It holds 10,000 training rows and 2,995 testing rows, each with its image.',
      'Next: facet import data/MTFL.zip --project faces',
    ]);
  });

  it('says what was there already', async () => {
    const resumed = await run({ resumedBytes: 80_000_000 }, { address: report.address });
    expect(resumed.asked[1]).toMatchObject({ address: report.address });
    expect(resumed.output.text).toContain('(150.2 MB, of which 80.0 MB were there already)');
    const kept = await run({ alreadyThere: true, resumedBytes: report.bytes }, {});
    expect(kept.output.text).toContain('MTFL.zip (150.2 MB) is there already, whole and sound');
  });

  it('writes the next command so that it can be copied', async () => {
    const { output } = await run({}, { output: 'my faces' });
    expect(output.text).toMatch(/Next: facet import 'my faces\/MTFL\.zip' --project faces$/);
  });

  it.each([
    ['no address', { address: 'mtfl' }, '--address: give an address that begins with http'],
    ['another protocol', { address: 'ftp://127.0.0.1/MTFL.zip' }, '--address: give an address'],
    ['a password', { address: 'https://me:secret@127.0.0.1/' }, 'without a name and password'],
    ['no folder', { output: '' }, '--output: name a folder'],
    ['a timeout that a timer cannot keep', { timeout: 1e9 }, '--timeout: give at most a day'],
  ])('calls %s wrong usage', (_what, options, message) => {
    expect(() => downloadCommand([], { output: '.', timeout: 60, ...options })).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }),
    );
  });
});
