import { describe, expect, it } from 'vitest';
import { requests } from '@shared/contract/channels';
import { imageAddress, imageVersion, thumbnailAddress } from '@shared/contract/library';

describe('addresses of pictures', () => {
  const face = { id: 12, version: 'a1.b2' };

  it('name a face by its id, and the picture’s version', () => {
    expect(thumbnailAddress(face, 160)).toBe('/faces/12/thumbnail?size=160&version=a1.b2');
    expect(imageAddress(face, 1024)).toBe('/faces/12/image?size=1024&version=a1');
  });

  it('of the whole image stay when the crop changes', () => {
    expect(imageAddress({ ...face, version: 'a1.c3' }, 512)).toBe(imageAddress(face, 512));
    expect(imageAddress({ ...face, version: 'a2.b2' }, 512)).not.toBe(imageAddress(face, 512));
    expect(imageVersion('a1')).toBe('a1');
  });
});

describe('parameters of the Library', () => {
  const query = { filter: {}, sort: { by: 'id', descending: false } };

  it.each([
    [{ query, offset: -1, limit: 10 }],
    [{ query, offset: 0, limit: 0 }],
    [{ query, offset: 0, limit: 1001 }],
    [{ query: { ...query, sort: { by: 'error', descending: false } }, offset: 0, limit: 1 }],
    [{ query: { ...query, filter: { colour: 'red' } }, offset: 0, limit: 1 }],
  ])('%j are refused', (params) => {
    expect(requests['library.window'].params.safeParse(params).success).toBe(false);
  });
});
