import { useI18n } from 'vue-i18n';
import { addsFace } from '@shared/domain/addedFace';
import { alikeOf, turnedAlike, type Alike } from '@shared/domain/alike';
import type { AttributeLabel } from '@shared/domain/attribute';
import { runTakenOver } from '@shared/domain/author';
import { confirmedPoints } from '@shared/domain/confirmed';
import type { Landmark } from '@shared/domain/face';
import type { Change, HistoryEntry, JournalEntry } from '@shared/domain/journal';
import type { Template } from '@shared/domain/template';
import type { TemplateChange } from '@shared/domain/templateChange';
import type { StepReport } from '@shared/contract/steps';
import type { Names } from './names';

/** The change that an undo has undone. */
const turned = (change: Change): Change => ({ ...change, before: change.after, after: change.before });

/** What a step of the journal did, in a few words. */
export function useChangeTexts(names: Names, template: () => Template | null) {
  const { t, n } = useI18n();

  function changeText(change: Change): string {
    switch (change.kind) {
      case 'landmark':
        return landmarkText(change.subject, change.before as Landmark, change.after as Landmark);
      case 'landmarks':
        return t('annotate.change.landmarks');
      case 'attribute': {
        const attribute = template()?.attributes.find(({ id }) => id === change.subject);
        return t('annotate.change.attribute', {
          attribute: subjectName(change.subject),
          before: names.labelName(attribute, change.before as AttributeLabel),
          after: names.labelName(attribute, change.after as AttributeLabel),
        });
      }
      case 'box':
        return t('annotate.change.box');
      case 'flagged':
        return t(change.after ? 'annotate.change.flagged' : 'annotate.change.unflagged');
      case 'confirmed':
        return t(change.after === null ? 'annotate.change.unconfirmed' : 'annotate.change.confirmed', {
          label: subjectName(change.subject),
        });
      case 'split':
        return t('annotate.change.split', {
          before: names.splitName(String(change.before)),
          after: names.splitName(String(change.after)),
        });
      case 'deleted':
        return t(change.after ? 'annotate.change.deleted' : 'annotate.change.undeleted');
    }
  }

  /** Of what can be confirmed. */
  function subjectName(subject: string): string {
    if (subject === confirmedPoints) return t('annotate.points');
    const attribute = template()?.attributes.find(({ id }) => id === subject);
    return attribute ? names.attributeName(attribute) : subject;
  }

  function pointName(pointId: string): string {
    const named = template()?.scheme.points.find(({ id }) => id === pointId);
    return named ? names.pointName(named) : pointId;
  }

  function landmarkText(pointId: string, before: Landmark, after: Landmark): string {
    const point = pointName(pointId);
    if (before.visibility === 0) return t('annotate.change.landmarkPlaced', { point });
    if (after.visibility === 0) return t('annotate.change.landmarkRemoved', { point });
    const distance = Math.hypot(after.x - before.x, after.y - before.y);
    if (distance === 0) {
      return t(after.visibility === 1 ? 'annotate.change.landmarkHidden' : 'annotate.change.landmarkShown', {
        point,
      });
    }
    return t('annotate.change.landmarkMoved', { point, distance: n(distance, { maximumFractionDigits: 1 }) });
  }

  /** One text for a step of one face, or of many alike: `Pose: frontal → left, 12 faces`. An undo's says what it undid. */
  function stepText(entry: Pick<JournalEntry, 'kind' | 'changes' | 'template' | 'import'>): string {
    const { kind, changes } = entry;
    if (entry.template) return templateText(entry.template);
    if (entry.import) return t('settings.step.import', { path: entry.import.path });
    const made = kind === 'undo' ? changes.map(turned) : changes;
    const [first] = made;
    if (!first) return '';
    if (addsFace(made)) return t('annotate.change.added');
    const faces = new Set(changes.map((change) => change.faceId)).size;
    if (faces > 1) return onFaces(commonText(first, alikeOf(made)), faces);
    const what = changeText(first);
    const others = changes.length - 1;
    return others > 0 ? t('annotate.change.andMore', { what, count: n(others) }) : what;
  }

  const onFaces = (what: string, faces: number): string =>
    t('annotate.change.onFaces', { what, faces: t('library.faces', { count: n(faces) }, faces) });

  /** What one of several changes says of all of them. */
  function commonText(change: Change, alike: Alike): string {
    if (!alike.subject) return t('annotate.change.several');
    if (alike.before && alike.after) return changeText(change);
    switch (change.kind) {
      case 'landmark':
        return t('annotate.change.landmarkSet', { point: pointName(change.subject) });
      case 'attribute':
        return alike.after ? attributeTo(change) : subjectName(change.subject);
      case 'split':
        return alike.after
          ? t('annotate.change.splitTo', { after: names.splitName(String(change.after)) })
          : t('annotate.change.splits');
      default:
        return changeText(change);
    }
  }

  function attributeTo({ subject, after }: Change): string {
    const attribute = template()?.attributes.find(({ id }) => id === subject);
    return t('annotate.change.attributeTo', {
      attribute: subjectName(subject),
      after: names.labelName(attribute, after as AttributeLabel),
    });
  }

  /** The same of a step of many faces, of which only one change is known, and what all have in common. */
  function manyText({ kind, sample, alike, faces, template: changed, import: imported }: StepReport): string {
    if (changed || imported || !sample) {
      return stepText({
        ...{ kind, changes: [] },
        ...(changed ? { template: changed } : {}),
        ...(imported ? { import: imported } : {}),
      });
    }
    const isUndo = kind === 'undo';
    const what = commonText(isUndo ? turned(sample) : sample, isUndo ? turnedAlike(alike) : alike);
    return onFaces(what, faces);
  }

  function templateText(change: TemplateChange): string {
    switch (change.kind) {
      case 'attribute-added':
      case 'attribute-changed': {
        const attribute = names.attributeName(change.attribute);
        return t(change.kind === 'attribute-added' ? 'settings.step.added' : 'settings.step.changed', {
          attribute,
        });
      }
      case 'attribute-removed': {
        const known = template()?.attributes.find(({ id }) => id === change.attribute);
        return t('settings.step.removed', {
          attribute: known ? names.attributeName(known) : change.attribute,
        });
      }
      case 'attributes-ordered':
        return t('settings.step.ordered');
      case 'scheme-changed':
        return t('settings.step.scheme', { scheme: change.scheme.name });
    }
  }

  function historyText(entry: HistoryEntry): string {
    if (entry.kind === 'import') {
      return entry.line === null
        ? t('annotate.change.imported', { file: entry.file })
        : t('annotate.change.importedLine', { file: entry.file, line: String(entry.line) });
    }
    const what = stepText(entry);
    if (entry.kind !== 'edit') return t(`annotate.change.${entry.kind}`, { what });
    const run = runTakenOver(entry.who);
    return run === null ? what : t('annotate.change.accepted', { what, run });
  }

  return { stepText, manyText, historyText };
}
