import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientMessageSchema, serverMessageSchema } from '@shared/contract/socket';

describe('the messages of a socket', () => {
  it('come through JSON as they were', () => {
    const id = fc.nat();
    const client = fc.record({
      id,
      channel: fc.string({ minLength: 1, maxLength: 100 }),
      params: fc.jsonValue(),
    });
    const failure = fc.record({ code: fc.string(), message: fc.string() });
    const result = fc.oneof(fc.record({ ok: fc.jsonValue() }), fc.record({ error: failure }));
    const server = fc.oneof(
      fc.record({ kind: fc.constant('hello'), server: fc.string() }),
      fc.record({ kind: fc.constant('answer'), id, result }),
      fc.record({
        kind: fc.constant('event'),
        event: fc.record({ name: fc.string(), payload: fc.jsonValue() }),
      }),
    );
    const passes =
      (schema: typeof clientMessageSchema | typeof serverMessageSchema) => (message: unknown) => {
        const sent: unknown = JSON.parse(JSON.stringify(message));
        expect(schema.parse(sent)).toEqual(sent);
      };
    fc.assert(fc.property(client, passes(clientMessageSchema)));
    fc.assert(fc.property(server, passes(serverMessageSchema)));
  });

  it('are nothing else', () => {
    for (const message of [
      { id: 1, channel: '', params: {} },
      { id: 1, channel: 'x'.repeat(101), params: {} },
      { id: Number.MAX_SAFE_INTEGER + 1, channel: 'x', params: {} },
      { id: 1, channel: 'x', params: {}, more: 1 },
    ]) {
      expect(clientMessageSchema.safeParse(message).success).toBe(false);
    }
    for (const message of [null, {}, { kind: 'goodbye' }, { kind: 'answer', id: 1 }, { kind: 'hello' }]) {
      expect(serverMessageSchema.safeParse(message).success).toBe(false);
    }
  });
});
