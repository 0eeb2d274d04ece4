import { join } from 'node:path';
import { beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import type { DownloadReport } from '@shared/contract/reports';
import { downloadMtfl, type DownloadWishes } from '../../../../../src/main/datasets/download/download';
import { pausesMs } from '../../../../../src/main/download/retry';
import type { DownloadJob } from '../../../../../src/main/download/transfer';
import { ArchiveServer, type Fault, type PublishedFile } from '../../../../support/archiveServer';
import { whenGrown } from '../../../../support/growingFile';
import { type ArchiveContent, publishedContent, zipOf } from '../../../../support/publishedArchive';
import { type RecordingContext, recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { quickTiming, type QuickTiming } from '../../download/quickTiming';

/** As long as a test may take: the pictures' encoder is loaded here. */
const preparationTimeoutMs = 60_000;

/** A real download from a real server into a real folder: everything but the waiting. */
export class Scene {
  content!: ArchiveContent;
  /** The archive that is published, with 6 training and 3 testing rows, and half of its length. */
  bytes!: Buffer;
  half!: number;
  folder!: string;
  target!: string;
  part!: string;
  locksFolder!: string;

  /** One for the tests of a file; each of them has folders of its own. */
  constructor() {
    beforeAll(async () => {
      this.content = await publishedContent(6, 3);
      this.bytes = await zipOf(this.content);
      this.half = Math.floor(this.bytes.length / 2);
    }, preparationTimeoutMs);
    beforeEach(() => {
      this.folder = temporaryFolder();
      this.target = join(this.folder, 'MTFL.zip');
      this.part = `${this.target}.part`;
      this.locksFolder = temporaryFolder();
    });
  }

  async serve(changes: Partial<PublishedFile> = {}): Promise<ArchiveServer> {
    const server = await ArchiveServer.start({ bytes: this.bytes, etag: '"one"', ...changes });
    onTestFinished(() => server.close());
    return server;
  }

  download(
    server: ArchiveServer,
    job: DownloadJob = recordingJob(),
    timing: QuickTiming = quickTiming(),
    wishes: Partial<DownloadWishes> = {},
  ): Promise<DownloadReport> {
    const wished = { folder: this.folder, address: server.address, ...wishes };
    return downloadMtfl(wished, job, { timing, locksFolder: this.locksFolder });
  }

  /** The connection is cut when half of the archive is on the disk. */
  cutHalfway(): Fault {
    return { after: this.half, then: 'cut', when: () => whenGrown(this.part, this.half) };
  }

  /** A download that was given up with half of the archive on the disk. */
  async leaveHalf(server: ArchiveServer, job?: DownloadJob): Promise<void> {
    server.faults.push(this.cutHalfway(), ...pausesMs.map(() => ({ status: 500 })));
    await expect(this.download(server, job)).rejects.toMatchObject({ code: 'download-interrupted' });
  }
}

export interface RecordingJob extends RecordingContext, DownloadJob {
  readonly notes: string[];
}

export function recordingJob(): RecordingJob {
  const notes: string[] = [];
  const note = (message: string): void => {
    notes.push(message);
  };
  return { ...recordingContext(), notes, note };
}

/** A promise, and the function that resolves it. */
export function event(): { readonly happened: Promise<void>; readonly happen: () => void } {
  let happen = (): void => undefined;
  const happened = new Promise<void>((resolve) => (happen = resolve));
  return { happened, happen };
}
