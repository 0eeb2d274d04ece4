import type { RunConfiguration } from '@shared/learning/configuration';
import { identity, mirrored } from '../augmentation/affine';
import type { FaceTable } from '../faceTable';
import type { FrozenModel } from '../frozenModel';
import type { LogitsByHead } from '../heads/multiHead';
import { inBatches, LogitsOfFaces } from './inference';
import type { Session } from './session';

/**
 * Of every face in the table's order, as `FrozenModel.look` has it; `mirrored`: what the heads say of the mirror images, told
 * of the faces themselves; what a head cannot tell so is what it says of the face.
 */
export interface LookedFaces {
  readonly features: Float32Array;
  readonly logits: LogitsByHead;
  readonly mirrored: LogitsByHead;
}

const inTheMirror = mirrored(identity);

/** Gives way and stops as `inBatches` does. */
export async function lookAtFaces(
  frozen: FrozenModel,
  configuration: RunConfiguration,
  faces: FaceTable,
  session: Session,
): Promise<LookedFaces> {
  const { model } = frozen;
  const { heads } = model.multiHead;
  const [logits, ofMirrorImages] = [new LogitsOfFaces(heads, faces), new LogitsOfFaces(heads, faces)];
  const features = new Float32Array(faces.count * model.featureWidth);
  await inBatches(model, configuration, faces, session, 'looking at faces', ({ firstRow, show }) => {
    const looked = frozen.look(show(null));
    features.set(looked.features, firstRow * model.featureWidth);
    logits.put(firstRow, looked.logits);
    const ofMirror = frozen.infer(show(() => inTheMirror));
    const told = heads.map((head, index) => head.mirrored?.(ofMirror[index]!) ?? looked.logits[index]!);
    ofMirrorImages.put(firstRow, told);
  });
  return { features, logits: logits.byHead(), mirrored: ofMirrorImages.byHead() };
}
