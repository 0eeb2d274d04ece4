import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { StudioEvent } from '@shared/contract/events';

/** How the window stands with the studio. Lost: it is being looked for, and nothing is sent meanwhile. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'signed-out';

export const useConnection = defineStore('connection', () => {
  const state = ref<Connection>('connecting');

  function follow(event: StudioEvent): void {
    if (event.name !== 'connection') return;
    state.value = event.payload.state === 'reconnected' ? 'connected' : event.payload.state;
  }

  return { state, follow, answered: () => (state.value = 'connected') };
});
