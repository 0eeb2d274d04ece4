import type { Box } from '@shared/domain/face';
import { aflwFraming } from '@shared/geometry/framing';
import type { FoundFace } from './foundFace';

/**
 * Where the labelled points of a face lie in the box that the finder draws around it, fitted by bench/finder.ts on
 * MTFL's training half: their extent (the larger of width and height) and their mean, as parts of the box's side.
 */
export const pointsInFoundBox = { extent: 0.447, centreX: 0.508, centreY: 0.529 } as const;

/** The box of a found face as networks are trained to see faces: as if it were drawn around its points. */
export function faceBox({ box, score }: FoundFace): Box {
  const foundSide = Math.max(box.width, box.height);
  const side = (pointsInFoundBox.extent * foundSide) / aflwFraming.extentOfSide;
  return {
    x: box.x + pointsInFoundBox.centreX * box.width - aflwFraming.centreX * side,
    y: box.y + pointsInFoundBox.centreY * box.height - aflwFraming.centreY * side,
    width: side,
    height: side,
    drawnBy: 'detector',
    score,
  };
}
