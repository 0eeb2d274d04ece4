import { computed, type Ref } from 'vue';
import type { FaceView } from '@shared/contract/library';
import type { Template } from '@shared/domain/template';
import type { CommandHandler } from '../../commands/registry';
import type { CommandId } from '../../commands/table';
import { remembered, yesOrNo } from '../../stores/remembered';
import { attributeAtHand, subjectAtHand } from './atHand';
import type { Selected } from './suggestion';
import { chosen, valueOfKey } from './valueChoice';

/** Which attribute the number keys set, and what they do: with `goesOn` one key labels a face and leads to the next. */
export function useAttributeKeys(parts: {
  readonly face: Readonly<Ref<FaceView | null>>;
  readonly template: () => Template | null;
  readonly selected: Ref<Selected>;
  /** What the walk is about. */
  readonly subject: () => string | null;
  readonly set: (attribute: string, label: ReturnType<typeof chosen>) => void;
  readonly next: () => void;
}) {
  const { face, template, selected, subject, set, next } = parts;
  const goesOn = remembered('digitsGoOn', yesOrNo(false));
  const isOpen = (): boolean => face.value !== null && template() !== null;

  const attribute = computed(() => {
    const [now, known] = [face.value, template()];
    return now && known ? attributeAtHand(known.attributes, now, selected.value, subject()) : null;
  });
  const questioned = computed(() => subjectAtHand(attribute.value, selected.value, subject()));

  function setValue(digit: number, repeated: boolean): void {
    const known = attribute.value;
    if (known === null) return;
    const value = valueOfKey(known, digit);
    if (value === undefined) return;
    // Of tags a face may have several.
    const leaves = goesOn.value && known.kind !== 'tags';
    // A key that stays down would label one face after the other.
    if (leaves && repeated) return;
    // The next key is for this one too, whatever the face lacks now.
    if (selected.value.kind !== 'attribute') {
      selected.value = { kind: 'attribute', id: known.id, onThisFace: true };
    }
    set(known.id, chosen(known, face.value?.attributes[known.id] ?? null, value));
    if (leaves) next();
  }

  /** For the attribute that is at hand: it is chosen for the faces to come. */
  function toggleGoesOn(): void {
    goesOn.value = !goesOn.value;
    if (goesOn.value && attribute.value) selected.value = { kind: 'attribute', id: attribute.value.id };
  }

  const digits = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((key) => [
      `annotate.value${key}`,
      { run: (repeated: boolean) => setValue(key, repeated), when: isOpen },
    ]),
  ) as Partial<Record<CommandId, CommandHandler>>;
  const commands: Partial<Record<CommandId, CommandHandler>> = {
    ...digits,
    'annotate.clearValue': {
      run: () => attribute.value && set(attribute.value.id, null),
      when: isOpen,
    },
    'annotate.goOn': { run: toggleGoesOn, when: isOpen },
  };
  return { attribute, questioned, goesOn, commands };
}
