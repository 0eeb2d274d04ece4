import { fail } from '../result';
import type { Attribute } from './attribute';
import type { LandmarkScheme } from './landmarkScheme';
import type { Template } from './template';
import { templateProblems } from './templateCheck';

/** One thing that a person changes about what a project labels. Labels hold ids: a name may change at any time. */
export type TemplateChange =
  /** At `place` among the attributes, else last. */
  | { readonly kind: 'attribute-added'; readonly attribute: Attribute; readonly place?: number }
  /** Names, values, their order, keys and mirror swaps; never the id or the kind, by which labels are read. */
  | { readonly kind: 'attribute-changed'; readonly attribute: Attribute }
  /** Its labels stay in the project, out of sight, and are there again with the attribute. */
  | { readonly kind: 'attribute-removed'; readonly attribute: string }
  | { readonly kind: 'attributes-ordered'; readonly order: readonly string[] }
  /** Points are known by their id: one that both schemes have keeps its places. */
  | { readonly kind: 'scheme-changed'; readonly scheme: LandmarkScheme };

/** What becomes of the labels that say a value which goes: another value of the attribute, or no label. */
export type ValueMoves = Readonly<Record<string, string | null>>;

/** The template after the change. Fails with `template-invalid`. */
export function changeTemplate(template: Template, change: TemplateChange): Template {
  const after = changed(template, change);
  const [problem] = templateProblems(after);
  if (problem !== undefined) refuse(problem);
  return after;
}

/** Ids of the values that an attribute loses by the change; empty for every other change. */
export function removedValues(template: Template, change: TemplateChange): readonly string[] {
  if (change.kind !== 'attribute-changed') return [];
  const kept = new Set(change.attribute.values.map(({ id }) => id));
  const before = template.attributes.find(({ id }) => id === change.attribute.id);
  return before?.values.map(({ id }) => id).filter((id) => !kept.has(id)) ?? [];
}

function changed(template: Template, change: TemplateChange): Template {
  const { attributes } = template;
  switch (change.kind) {
    case 'attribute-added': {
      const { attribute, place = attributes.length } = change;
      return { ...template, attributes: attributes.toSpliced(place, 0, attribute) };
    }
    case 'attribute-changed': {
      const { attribute } = change;
      const before = required(template, attribute.id);
      if (before.kind !== attribute.kind) {
        refuse(`${before.name} stays what it is: its labels would make no sense as ${attribute.kind}.`);
      }
      return { ...template, attributes: attributes.map((known) => (known === before ? attribute : known)) };
    }
    case 'attribute-removed': {
      const gone = required(template, change.attribute);
      return { ...template, attributes: attributes.filter((attribute) => attribute !== gone) };
    }
    case 'attributes-ordered': {
      const ordered = change.order.map((id) => required(template, id));
      if (new Set(ordered).size !== attributes.length || ordered.length !== attributes.length) {
        refuse('An order names every attribute once. Look at the attributes again, somebody changed them.');
      }
      return { ...template, attributes: ordered };
    }
    case 'scheme-changed':
      return { ...template, scheme: change.scheme };
  }
}

function required(template: Template, id: string): Attribute {
  return (
    template.attributes.find((attribute) => attribute.id === id) ??
    refuse(`There is no attribute "${id}" here any more. Look at the attributes again.`)
  );
}

function refuse(problem: string): never {
  return fail('template-invalid', `What is labelled here cannot be changed so. ${problem}`, { problem });
}
