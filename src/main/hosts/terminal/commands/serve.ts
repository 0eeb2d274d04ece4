import { z } from 'zod';
import { serve, type ServeOutput } from '../../../serve';

const optionsSchema = z.object({
  project: z.string().default(''),
  port: z.number().optional(),
  host: z.string(),
  allowRemote: z.boolean().default(false),
  open: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** Another door than this one: it is only opened from here. */
export async function serveCommand(options: unknown, { out, error }: ServeOutput): Promise<number> {
  const { project, port, ...rest } = optionsSchema.parse(options);
  return serve({ ...rest, project: project || null, port: port ?? null }, { out, error });
}
