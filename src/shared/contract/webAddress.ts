import { z } from 'zod';

/** A name and password would end up in logs and messages. */
const hasCredentials = /^https?:[/\\]*[^/\\?#]*@/i;

/** An address that a download may begin at or be led to. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'give an address that begins with http:// or https://' })
  .refine((text) => !hasCredentials.test(text), 'give an address without a name and password');
