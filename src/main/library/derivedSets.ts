import type { Template } from '@shared/domain/template';
import type { FacetValue } from '../project/faces/facets';
import type { FaceIndex } from './faceIndex';
import type { FaceSet } from './faceSet';

/** Faces with every point and attribute labelled, with some, and with none. */
export function labelledSets(
  index: FaceIndex,
  template: Template,
): Record<'complete' | 'partial' | 'none', FaceSet> {
  const present = index.set({ by: 'present' });
  const complete = present.copy().keep(index.set({ by: 'points' }, 'all'));
  const none = present.copy().keep(index.set({ by: 'points' }, 'none'));
  for (const { id: attribute, kind } of template.attributes) {
    const labelled = index.union({ by: kind === 'number' ? 'number' : 'attribute', attribute });
    complete.keep(labelled);
    none.remove(labelled);
  }
  return { complete, none, partial: present.copy().remove(complete).remove(none) };
}

/** Faces by who drew their box; where nobody did, it follows the landmarks. */
export function boxSets(index: FaceIndex): Map<FacetValue, FaceSet> {
  const drawn = index.sets({ by: 'box' });
  const following = index
    .set({ by: 'present' })
    .copy()
    .remove(index.union({ by: 'box' }));
  const byLandmarks = drawn.get('landmarks');
  return new Map([...drawn, ['landmarks', byLandmarks ? following.unite(byLandmarks) : following]]);
}
