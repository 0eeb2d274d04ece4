import type { Attribute } from '@shared/domain/attribute';
import type { Template } from '@shared/domain/template';
import { xmlAttributes } from '../xml';

/** The labelling interface for a project's points and attributes, to be pasted into Label Studio's settings. */
export function labelConfiguration({ scheme, attributes }: Template): string {
  return [
    '<View>',
    '  <Image name="image" value="$image"/>',
    '  <RectangleLabels name="box" toName="image">',
    '    <Label value="face"/>',
    '  </RectangleLabels>',
    '  <KeyPointLabels name="points" toName="image">',
    ...scheme.points.map(({ id: value }) => `    <Label${xmlAttributes({ value })}/>`),
    '  </KeyPointLabels>',
    ...attributes.flatMap(control),
    '</View>',
    '',
  ].join('\n');
}

function control({ id: name, kind, values }: Attribute): string[] {
  const common = { name, toName: 'image', perRegion: 'true' };
  if (kind === 'number') return [`  <Number${xmlAttributes(common)}/>`];
  const choice = kind === 'tags' ? 'multiple' : 'single';
  return [
    `  <Choices${xmlAttributes({ ...common, choice })}>`,
    ...values.map(({ id: value }) => `    <Choice${xmlAttributes({ value })}/>`),
    '  </Choices>',
  ];
}
