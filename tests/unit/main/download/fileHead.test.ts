import { describe, expect, it } from 'vitest';
import { checkHead } from '../../../../src/main/download/fileHead';
import { fileAt } from './fileAt';

const address = 'http://127.0.0.1/MTFL.zip';
const judge = (head: string, type: string | null) => () =>
  checkHead(Buffer.from(head, 'latin1'), fileAt(address), type);

describe('checkHead', () => {
  it('takes a zip, whatever the server calls it', () => {
    for (const type of ['application/zip', 'text/html', null])
      expect(judge('PK\x03\x04rest', type)).not.toThrow();
  });

  it('knows a web page by its name or its look', () => {
    for (const [head, type] of [
      ['<!DOCTYPE html>', null],
      ['\n <html>', 'application/zip'],
      ['Sign in', 'text/html; charset=utf-8'],
    ] as const) {
      expect(judge(head, type)).toThrow(
        expect.objectContaining({ code: 'web-page', message: expect.stringContaining('sign in first') }),
      );
    }
  });

  it('refuses whatever else is no zip, also nothing and an empty zip', () => {
    for (const head of ['', 'PK', 'PK\x05\x06', '\x1f\x8b\x08\x00', '%PDF']) {
      expect(judge(head, 'application/zip')).toThrow(
        expect.objectContaining({ code: 'not-a-zip', message: expect.stringContaining('with a browser') }),
      );
    }
  });
});
