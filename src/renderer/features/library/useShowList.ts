import { useRouter } from 'vue-router';
import type { LibraryQuery } from '@shared/contract/library';
import { queryToAddress } from './queryAddress';
import { useLibrary } from './store';

/** The way to a list that a job has made, in its order; Annotate walks it so. */
export function useShowList() {
  const router = useRouter();
  const library = useLibrary();

  function show(query: LibraryQuery): void {
    library.show(query);
    void router.push({ name: 'library', query: queryToAddress(library.query) });
  }

  return {
    showQueue: () => show({ filter: { queued: true }, sort: { by: 'queue', descending: false } }),
    showRepeats: () => show({ filter: { repeated: true }, sort: { by: 'repeat', descending: false } }),
  };
}
