import type { Ref } from 'vue';
import type { FaceView } from '@shared/contract/library';
import { acceptAll, acceptMissing } from '@shared/domain/suggestion';
import type { Template } from '@shared/domain/template';
import { useCommands, type CommandHandler } from '../../commands/registry';
import { usePreferences } from '../../stores/preferences';
import { inImage, placedAt } from './points';
import { acceptSelected, type Selected } from './suggestion';
import { useAttributeKeys } from './useAttributeKeys';
import type { useFaceEdits } from './useFaceEdits';
import type { useFaceWalk } from './useFaceWalk';
import type { usePhotoFaces } from './usePhotoFaces';
import type { Stage } from './useStage';
import type { useSuggestion } from './useSuggestion';
import { stepped } from './valueChoice';

/** The whole grammar of keys: what each command of Annotate does to the face on the stage, and to what of it. */
export function useAnnotateCommands(parts: {
  readonly face: Readonly<Ref<FaceView | null>>;
  readonly template: () => Template | null;
  readonly selected: Ref<Selected>;
  readonly stage: Stage;
  readonly edits: ReturnType<typeof useFaceEdits>;
  readonly walk: ReturnType<typeof useFaceWalk>;
  readonly photo: ReturnType<typeof usePhotoFaces>;
  readonly suggesting: ReturnType<typeof useSuggestion>;
  readonly overlay: Ref<boolean>;
  readonly original: Ref<boolean>;
}) {
  const { face, template, selected, stage, edits, walk, photo, suggesting, overlay, original } = parts;
  const preferences = usePreferences();
  const isOpen = (): boolean => face.value !== null && template() !== null;
  const point = (): number | null => stage.selectedPoint.value;
  const boxed = (): boolean => isOpen() && selected.value.kind === 'box' && stage.box.value !== null;
  const withPoint = (): boolean => isOpen() && point() !== null;

  const nudge = (dx: number, dy: number): CommandHandler => ({
    run: (repeated) => (boxed() ? stage.moveBoxBy(dx, dy, repeated) : stage.nudgeBy(dx, dy, repeated)),
    when: () => withPoint() || boxed(),
  });
  const stepAttribute = (step: 1 | -1): CommandHandler => ({
    run: () => {
      const id = stepped(template()?.attributes ?? [], attribute.value?.id ?? null, step);
      if (id !== null) selected.value = { kind: 'attribute', id };
    },
    when: () => isOpen() && point() === null && !boxed(),
  });
  const keys = useAttributeKeys({
    ...{ face, template, selected, subject: walk.subject, set: edits.setAttribute },
    next: () => leave(() => walk.step('next')),
  });
  const { attribute, questioned } = keys;

  const accepting = (which: typeof acceptAll): CommandHandler => {
    const suggested = () => {
      const [now, known, said] = [face.value, template(), suggesting.active.value];
      return now && known && said ? which(known, now, said) : [];
    };
    return {
      run: () => void edits.takeOver(suggested(), suggesting.active.value!.run),
      when: () => suggested().length > 0,
    };
  };
  /** The attribute at hand is as good as selected. */
  const acceptAtHand: typeof acceptAll = (known, now, said) => {
    const id = attribute.value?.id;
    const isOther = selected.value.kind === 'nothing' && id !== undefined;
    const edit = acceptSelected(known, now, said, isOther ? { kind: 'attribute', id } : selected.value);
    return edit === null ? [] : [edit];
  };

  useCommands({
    ...keys.commands,
    'annotate.accept': accepting(acceptMissing),
    'annotate.acceptAll': accepting(acceptAll),
    'annotate.acceptSelected': accepting(acceptAtHand),
    'annotate.next': () => leave(() => walk.step('next')),
    'annotate.previous': () => leave(() => walk.step('previous')),
    'annotate.nextUnlabelled': () => leave(() => void walk.nextUnlabelled()),
    'annotate.otherFace': {
      run: () => leave(() => walk.goBeside(photo.next.value!)),
      when: () => photo.next.value !== null,
    },
    'annotate.flag': { run: () => edits.toggleFlag(), when: isOpen },
    'annotate.confirm': {
      run: () => edits.toggleConfirmed(questioned.value!),
      when: () => isOpen() && questioned.value !== null,
    },
    'annotate.toggleHidden': { run: () => edits.toggleHidden(point()!), when: withPoint },
    'annotate.placePoint': { run: placePoint, when: () => missingPoint() !== null },
    'annotate.box': {
      run: () => (selected.value = boxSelected() ? { kind: 'nothing' } : { kind: 'box' }),
      when: isOpen,
    },
    'annotate.boxLarger': { run: (repeated) => stage.widenBoxBy(1, repeated), when: boxed },
    'annotate.boxSmaller': { run: (repeated) => stage.widenBoxBy(-1, repeated), when: boxed },
    'annotate.addFace': { run: () => void addFace(), when: isOpen },
    'annotate.deleteFace': {
      run: () => leave(() => void deleteFace()),
      when: () => isOpen() && !face.value!.deleted,
    },
    'annotate.removePoint': {
      run: () => (boxed() ? edits.setBox(null) : edits.removePoint(point()!)),
      when: () => withPoint() || (boxed() && face.value?.drawnBox !== null),
    },
    'annotate.nextPoint': { run: () => stage.walk(1), when: () => isOpen() && canWalk(1) },
    'annotate.previousPoint': { run: () => stage.walk(-1), when: () => isOpen() && canWalk(-1) },
    'annotate.deselect': {
      run: () => {
        stage.drop();
        selected.value = { kind: 'nothing' };
      },
      when: () => selected.value.kind !== 'nothing',
    },
    'annotate.nudgeLeft': nudge(-1, 0),
    'annotate.nudgeRight': nudge(1, 0),
    'annotate.nudgeUp': nudge(0, -1),
    'annotate.nudgeDown': nudge(0, 1),
    'annotate.nudgeLeftFar': nudge(-10, 0),
    'annotate.nudgeRightFar': nudge(10, 0),
    'annotate.nudgeUpFar': nudge(0, -10),
    'annotate.nudgeDownFar': nudge(0, 10),
    'annotate.previousAttribute': stepAttribute(-1),
    'annotate.nextAttribute': stepAttribute(1),
    'annotate.zoomIn': stage.zoomIn,
    'annotate.zoomOut': stage.zoomOut,
    'annotate.fit': () => stage.fit('image'),
    'annotate.fitFace': () => stage.fit('face'),
    'annotate.overlay': () => (overlay.value = !overlay.value),
    'annotate.names': () => (preferences.pointNames = !preferences.pointNames),
    'annotate.original': () => (original.value = !original.value),
    'annotate.restore': { run: () => void edits.restore(), when: () => face.value?.edited === true },
  });

  return keys;

  function boxSelected(): boolean {
    return selected.value.kind === 'box';
  }
  /** In the middle of what is seen, to be drawn anew or moved from there. */
  async function addFace(): Promise<void> {
    stage.settle();
    const added = await edits.addFace(stage.newBox());
    if (added === null) return;
    selected.value = { kind: 'box' };
    walk.goBeside(added);
  }
  async function deleteFace(): Promise<void> {
    const way = walk.position.value?.next === null ? 'previous' : 'next';
    await edits.deleteFace();
    walk.step(way);
  }

  function missingPoint(): number | null {
    const index = point();
    return index !== null && face.value?.landmarks[index]?.visibility === 0 ? index : null;
  }
  /** Without a pointer: where the model sees it, else in the face's middle; arrows do the rest. */
  function placePoint(): void {
    const [index, now] = [missingPoint(), face.value];
    if (index === null || now === null) return;
    const said = suggesting.active.value?.landmarks?.[index];
    const frame = now.box ?? { x: 0, y: 0, width: now.imageWidthPx, height: now.imageHeightPx };
    const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
    const place = said && said.visibility > 0 ? said : middle;
    edits.setLandmark(index, placedAt(undefined, inImage(place, now.imageWidthPx, now.imageHeightPx)));
  }

  /** What a held key has moved is put down before the face goes away. */
  function leave(go: () => void): void {
    stage.settle();
    go();
  }
  /** Past the last point Tab leaves the image, as it leaves any other control. */
  function canWalk(step: 1 | -1): boolean {
    const count = template()?.scheme.points.length ?? 0;
    const index = point();
    return index === null ? count > 0 : index + step >= 0 && index + step < count;
  }
}
