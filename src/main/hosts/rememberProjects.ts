import type { Answer, Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import type { Result } from '@shared/result';
import type { RecentProjects } from '../system/recentProjects';

/** The studio as a window asks it: what it opens is remembered for the next start. */
export function rememberingProjects(studio: StudioClient, recent: RecentProjects): StudioClient {
  return {
    request: async <Name extends Channel>(
      channel: Name,
      params: Params<Name>,
    ): Promise<Result<Answer<Name>>> => {
      const answer = await studio.request(channel, params);
      if (channel === 'project.open' && 'ok' in answer) {
        recent.add((answer.ok as Answer<'project.open'>).folder);
      }
      return answer;
    },
    subscribe: (listener) => studio.subscribe(listener),
  };
}
