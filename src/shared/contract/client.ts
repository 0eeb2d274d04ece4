import type { Result } from '../result';
import type { Answer, Channel, JobChannel, JobResults, Params } from './channels';
import type { ConnectionEvent, StudioEvent } from './events';
import type { JobEnd } from './jobs';

/** The studio as every door sees it: in this process, across IPC, or over a socket. */
export interface StudioClient {
  request<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Result<Answer<Name>>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: StudioEvent) => void): () => void;
}

/** A job's end, its result typed by the channel that started it. */
export type EndOf<Name extends JobChannel> = Omit<JobEnd, 'result'> & {
  readonly result: JobResults[Name] | undefined;
};

/**
 * Starts a job and waits for its end. `started` is told the id at once, for a cancel button or Ctrl+C;
 * every event of the studio reaches `listener` meanwhile. A request that is refused ends as 'failed'; rejects
 * when the request itself is lost.
 */
export async function runJob<Name extends JobChannel>(
  client: StudioClient,
  channel: Name,
  params: Params<Name>,
  listener: (event: StudioEvent) => void = () => undefined,
  started: (jobId: string) => void = () => undefined,
): Promise<EndOf<Name>> {
  return new Promise((resolve, reject) => {
    // A short job may end before its id is known here: ends are kept until the id says which is ours.
    const ends = new Map<string, JobEnd>();
    let ownId: string | null = null;
    const finish = (end: JobEnd): void => {
      unsubscribe();
      resolve(end as EndOf<Name>);
    };
    const unsubscribe = client.subscribe((event) => {
      listener(event);
      if (event.name === 'connection') void comeBack(event.payload);
      if (event.name !== 'job.end') return;
      if (event.payload.jobId === ownId) finish(event.payload);
      else if (ownId === null) ends.set(event.payload.jobId, event.payload);
    });
    /** The end may have been told while nobody could hear it. */
    const comeBack = async (connection: ConnectionEvent['payload']): Promise<void> => {
      if (connection.state !== 'reconnected' || ownId === null) return;
      const jobId = ownId;
      const jobs = await client.request('jobs.list', {});
      if ('error' in jobs || jobs.ok.running.some((job) => job.jobId === jobId)) return;
      const error = connection.restarted ? stoppedWithStudio : endUnseen;
      const end = jobs.ok.ended.find((ended) => ended.jobId === jobId);
      finish(end ?? { jobId, outcome: 'failed', result: undefined, error });
    };
    const answered = (answer: Result<Answer<Name>>): void => {
      if ('error' in answer) {
        finish({ jobId: '', outcome: 'failed', result: undefined, error: { ...answer.error } });
        return;
      }
      ownId = (answer.ok as { jobId: string }).jobId;
      started(ownId);
      const early = ends.get(ownId);
      if (early) finish(early);
    };
    client
      .request(channel, params)
      .then(answered)
      .catch((reason: unknown) => {
        unsubscribe();
        reject(reason);
      });
  });
}

const stoppedWithStudio = {
  code: 'studio-restarted',
  message: 'The studio was ended while this was at work. What was done until then is kept; start it again.',
};

const endUnseen = {
  code: 'end-unseen',
  message: 'This has ended while the connection to the studio was lost. Look at what is there.',
};
