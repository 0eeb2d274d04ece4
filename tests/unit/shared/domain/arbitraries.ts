import type { Attribute, AttributeLabel } from '@shared/domain/attribute';
import { confirmedPoints, type Confirmed } from '@shared/domain/confirmed';
import type { Edit, FaceLabels, FaceState } from '@shared/domain/edit';
import type { Box, Landmark } from '@shared/domain/face';
import type { Template } from '@shared/domain/template';
import fc from 'fast-check';

/** No −0, which neither JSON nor SQLite tell from 0. */
const coordinate = fc.double({ min: -1000, max: 10000, noNaN: true }).map((value) => value + 0);
const size = fc.double({ min: 0.5, max: 5000, noNaN: true });

export const landmark: fc.Arbitrary<Landmark> = fc.record({
  x: coordinate,
  y: coordinate,
  visibility: fc.constantFrom(0, 1, 2),
});

export const box: fc.Arbitrary<Box | null> = fc.option(
  fc.record({
    x: coordinate,
    y: coordinate,
    width: size,
    height: size,
    drawnBy: fc.constantFrom('image', 'hand'),
  }),
);

export function label(attribute: Attribute): fc.Arbitrary<AttributeLabel> {
  const ids = attribute.values.map((value) => value.id);
  switch (attribute.kind) {
    case 'number':
      return fc.option(coordinate);
    case 'tags':
      return fc.option(fc.subarray(ids));
    case 'category':
    case 'boolean':
      return fc.option(fc.constantFrom(...ids));
  }
}

export function labels(template: Template): fc.Arbitrary<FaceLabels> {
  const count = template.scheme.points.length;
  return fc.record({
    box,
    landmarks: fc.array(landmark, { minLength: count, maxLength: count }),
    attributes: fc.record(
      Object.fromEntries(template.attributes.map((attribute) => [attribute.id, label(attribute)])),
    ),
    split: fc.constantFrom('training', 'testing', 'mine'),
  });
}

function subject(template: Template): fc.Arbitrary<string> {
  return fc.constantFrom(confirmedPoints, ...template.attributes.map(({ id }) => id));
}

function confirmed(template: Template): fc.Arbitrary<Confirmed> {
  return fc.dictionary(subject(template), fc.json(), { noNullPrototype: true });
}

export function state(template: Template): fc.Arbitrary<FaceState> {
  return fc
    .tuple(labels(template), fc.boolean(), fc.boolean(), confirmed(template))
    .map(([known, flagged, deleted, said]) => ({ ...known, flagged, deleted, confirmed: said }));
}

export function edit(template: Template): fc.Arbitrary<Edit> {
  const points = template.scheme.points.map((point) => point.id);
  const count = points.length;
  return fc.oneof(
    fc.record({ kind: fc.constant('landmark' as const), point: fc.constantFrom(...points), to: landmark }),
    fc.record({
      kind: fc.constant('landmarks' as const),
      to: fc.array(landmark, { minLength: count, maxLength: count }),
    }),
    ...template.attributes.map((attribute) =>
      fc.record({
        kind: fc.constant('attribute' as const),
        attribute: fc.constant(attribute.id),
        to: label(attribute),
      }),
    ),
    fc.record({ kind: fc.constant('box' as const), to: box }),
    fc.record({ kind: fc.constant('flagged' as const), to: fc.boolean() }),
    fc.record({
      kind: fc.constant('confirmed' as const),
      subject: subject(template),
      to: fc.option(fc.oneof(fc.json(), fc.constant(true as const))),
    }),
    fc.record({ kind: fc.constant('split' as const), to: fc.constantFrom('training', 'testing', 'mine') }),
    fc.record({ kind: fc.constant('deleted' as const), to: fc.boolean() }),
  );
}
