import { z } from 'zod';
import type { Calibration } from '@shared/learning/calibration';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { ModelContext } from '../learning/engine/protocol';
import { mirroringsOf } from '../learning/heads/mirroredAnswers';
import { headOutputs } from './headOutputs';

export const labelsFile = 'labels.json';

const namesSchema = z.array(z.object({ id: z.string(), name: z.string() }));
const meaningSchema = z.discriminatedUnion('numbers', [
  z.object({ numbers: z.literal('points'), points: z.array(z.string()) }),
  z.object({ numbers: z.literal('probabilities'), values: namesSchema }),
  z.object({ numbers: z.literal('probability'), values: namesSchema }),
  z.object({ numbers: z.literal('tag-probabilities'), values: namesSchema }),
  z.object({ numbers: z.literal('numbers'), names: z.array(z.string()) }),
]);

/** What each output's numbers mean, for programs. */
export const labelsSchema = z.object({
  landmarkScheme: z.object({ id: z.string(), name: z.string() }),
  heads: z.array(
    z.object({
      head: z.string(),
      kind: z.enum([
        'landmarks',
        'regression',
        'binary',
        'multi-class',
        'multi-label',
        'poisson',
        'logistic-regression',
      ]),
      output: z.string(),
      attribute: z.string().nullable(),
      meaning: meaningSchema,
      /**
       * The logits in the model are those of the network divided by this, so that its probabilities are calibrated: the
       * head's last layer holds weights and biases that are. Absent: they are as they were learnt.
       */
      temperature: z.number().positive().optional(),
      /**
       * Which number of its answer for the mirror image, counted through all of them, stands for each of the image's own;
       * and of which ones it is 1 minus it. Null: the one cannot be told from the other.
       */
      mirrored: z
        .object({ from: z.array(z.int().nonnegative()), oneMinus: z.array(z.boolean()) })
        .nullable()
        .optional(),
    }),
  ),
});
export type Labels = z.infer<typeof labelsSchema>;

export function labelsOf(context: ModelContext, calibration: Calibration = {}): Labels {
  const { id, name } = context.scheme;
  return labelsSchema.parse({
    landmarkScheme: { id, name },
    heads: headOutputs(context).map((output, index) => {
      const temperature = calibration[output.head]?.temperature;
      return {
        ...output,
        ...(temperature === undefined ? {} : { temperature }),
        mirrored: mirroredOf(context, context.configuration.heads[index]!),
      };
    }),
  });
}

function mirroredOf(context: ModelContext, head: HeadConfiguration): Labels['heads'][number]['mirrored'] {
  const mirrorings = mirroringsOf(head, context);
  if (!mirrorings) return null;
  return {
    from: mirrorings.map(({ from }) => from),
    // A logit's negative is 1 minus its probability.
    oneMinus: mirrorings.map(({ becomes }) => becomes !== 'itself'),
  };
}
