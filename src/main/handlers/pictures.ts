import type { PictureSubject } from '@shared/contract/pictures';
import type { FacePictures } from '../images/facePictures';
import type { HandlersOf } from './room';

export function pictureHandlers(
  pictures: Pick<FacePictures<PictureSubject>, 'thumbnail'>,
): HandlersOf<'pictures'> {
  return {
    'pictures.thumbnails': async ({ of, sizePx }) => {
      // The newest wish is made first: the last is wished for first.
      const wished = of.toReversed().map((subject) => pictures.thumbnail(subject, sizePx));
      const made = await Promise.all(wished.reverse());
      const thumbnails = made.map((picture) =>
        'ok' in picture
          ? { webp: Buffer.from(picture.ok.bytes).toString('base64'), version: picture.ok.version }
          : null,
      );
      return { thumbnails };
    },
  };
}
