import { computed, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FaceView } from '@shared/contract/library';
import type { Template } from '@shared/domain/template';
import { useNames } from '../../i18n/names';
import type { Selected } from './suggestion';

/** What is selected and where it is, to be read out whenever it changes. */
export function useAnnouncement(
  face: Readonly<Ref<FaceView | null>>,
  selected: Readonly<Ref<Selected>>,
  template: () => Template | null,
) {
  const { t, n } = useI18n();
  const names = useNames();
  const said = (value: number): string => n(value, { maximumFractionDigits: 1 });

  return computed(() => {
    const [now, known, { value }] = [face.value, template(), selected];
    if (!now || !known || value.kind === 'nothing') return '';
    if (value.kind === 'attribute') {
      const attribute = known.attributes.find(({ id }) => id === value.id);
      if (!attribute) return '';
      return t('annotate.announce.attribute', {
        attribute: names.attributeName(attribute),
        value: names.labelName(attribute, now.attributes[value.id] ?? null),
      });
    }
    if (value.kind === 'box') {
      const { box } = now;
      if (box === null) return t('annotate.box.none');
      const [x, y, width, height] = [said(box.x), said(box.y), said(box.width), said(box.height)];
      return t('annotate.box.announce', { x, y, width, height });
    }
    const [point, landmark] = [known.scheme.points[value.index], now.landmarks[value.index]];
    if (!point || !landmark) return '';
    const name = names.pointName(point);
    if (landmark.visibility === 0) return t('annotate.announce.missing', { point: name });
    return t('annotate.announce.selected', {
      point: name,
      x: said(landmark.x),
      y: said(landmark.y),
      state: t(landmark.visibility === 1 ? 'annotate.announce.hidden' : 'annotate.announce.visible'),
    });
  });
}
