import { shallowRef, watch, type Ref } from 'vue';
import { studio } from '../api/studioClient';
import { ThumbnailLoader, type ThumbnailName } from '../api/thumbnailLoader';

let loader: ThumbnailLoader | null = null;

/** A tile's picture: its address, undefined while it is on its way, null where there is none to be had. */
export function useThumbnail(named: () => ThumbnailName): Readonly<Ref<string | null | undefined>> {
  const all = theLoader();
  const picture = shallowRef<string | null | undefined>();
  watch(
    named,
    (name, _before, onCleanup) => {
      picture.value = all.at(name);
      if (picture.value !== undefined) return;
      onCleanup(all.wish(name, (address) => (picture.value = address)));
    },
    { immediate: true },
  );
  return picture;
}

function theLoader(): ThumbnailLoader {
  if (loader) return loader;
  const made = new ThumbnailLoader((of, sizePx) =>
    studio().request('pictures.thumbnails', { of: [...of], sizePx: sizePx as never }),
  );
  studio().subscribe((event) => {
    if (event.name === 'connection' && event.payload.state === 'reconnected') made.resume();
  });
  loader = made;
  return made;
}
