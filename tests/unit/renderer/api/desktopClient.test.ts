import { describe, expect, it } from 'vitest';
import { createDesktopClient } from '../../../../src/renderer/api/desktopClient';

function bridge() {
  let tell: ((event: unknown) => void) | null = null;
  let ports = 0;
  return {
    request: async (channel: string) => {
      if (channel === 'jobs.list') throw new Error('the process is gone');
      return { ok: channel };
    },
    listen: (listener: (event: unknown) => void) => {
      ports += 1;
      tell = listener;
      return () => (tell = null);
    },
    tell: (event: unknown) => tell?.(event),
    get ports() {
      return ports;
    },
    get isOpen() {
      return tell !== null;
    },
  };
}

describe('the studio behind the desktop’s bridge', () => {
  it('answers, and says as a value when nobody is there', async () => {
    const client = createDesktopClient(bridge());
    expect(await client.request('project.summary', {})).toEqual({ ok: 'project.summary' });
    expect(await client.request('jobs.list', {})).toMatchObject({ error: { code: 'connection-lost' } });
  });

  it('has one port for all who listen, and closes it with the last of them', () => {
    const desk = bridge();
    const client = createDesktopClient(desk);
    const heard: string[] = [];
    const stops = ['a', 'b'].map((name) => client.subscribe(() => heard.push(name)));
    desk.tell({ name: 'x' });
    stops[0]!();
    desk.tell({ name: 'y' });
    expect(heard).toEqual(['a', 'b', 'b']);
    expect(desk.ports).toBe(1);
    stops[1]!();
    expect(desk.isOpen).toBe(false);
    client.subscribe(() => heard.push('c'));
    desk.tell({ name: 'z' });
    expect(heard.at(-1)).toBe('c');
    expect(desk.ports).toBe(2);
  });
});
