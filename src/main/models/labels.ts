import { z } from 'zod';
import type { Calibration } from '@shared/learning/calibration';
import type { ModelContext } from '../learning/engine/protocol';
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
    }),
  ),
});
export type Labels = z.infer<typeof labelsSchema>;

export function labelsOf(context: ModelContext, calibration: Calibration = {}): Labels {
  const { id, name } = context.scheme;
  return labelsSchema.parse({
    landmarkScheme: { id, name },
    heads: headOutputs(context).map((output) => {
      const temperature = calibration[output.head]?.temperature;
      return temperature === undefined ? output : { ...output, temperature };
    }),
  });
}
