import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { HostDescription, RecentProject } from '@shared/contract/host';
import { studio } from '../api/studioClient';

/** What the door offers: the system's dialogs, or folders to be shown by the window itself. */
export const useHost = defineStore('host', () => {
  const description = shallowRef<HostDescription | null>(null);
  const recent = shallowRef<readonly RecentProject[]>([]);

  async function ask(): Promise<void> {
    const answer = await studio().request('host.describe', {});
    if ('ok' in answer) description.value = answer.ok;
    await askRecent();
  }

  async function askRecent(): Promise<void> {
    const answer = await studio().request('host.recentProjects', {});
    if ('ok' in answer) recent.value = answer.ok;
  }

  return { description, recent, ask, askRecent };
});
