import { clientAddress, comesFromTrustedProxy } from './client-address';
import { readEnv, useEnv } from './env';
import { prettyLines } from './log.pretty';
import { loggedError, scrub } from './log.scrub';

describe('a text that we did not write ourselves is scrubbed before it is logged', () => {
  test.each([
    ['a telephone number', 'call 10012345678 now', 'call … now'],
    ['a telephone number with spaces', 'call 100 1234 5678 now', 'call … now'],
    ['an identity number', 'of 99999919900101123X.', 'of ….'],
    ['a name', '没有找到陈守安', '…'],
    ['a position', 'at 118.586213,24.908134', 'at …,…'],
    ['a token', 'Bearer q8Zt7wXkq1v0Yp4m2Ls9dR3n', 'Bearer …'],
    ['a quoted value', "Duplicate entry 'x' for key 'person.phone_print'", "Duplicate entry '…' for key '…'"],
    ['a query string', 'GET /lifts?q=somebody', 'GET /lifts?…'],
    ['a mail address', 'from chen@example.com', 'from …'],
  ])('%s', (_what, text, left) => {
    expect(scrub(text)).toBe(left);
  });

  test('what helps to find the trouble stays', () => {
    for (const text of [
      'connect ECONNREFUSED 127.0.0.1:3306',
      'request 01ARZ3NDEKTSV4RRFFQ69G5FAV failed',
      "the service's key does not fit the city's file",
      'SQLITE_BUSY: database is locked',
    ])
      expect(scrub(text)).toBe(text);
  });

  test('of an error only type, code, scrubbed words and places in the code are told', () => {
    const error = Object.assign(new Error("Duplicate entry '陈守安' for key 'name'"), {
      code: 'ER_DUP_ENTRY',
      parameters: ['10012345678'],
      sql: "INSERT INTO person VALUES ('陈守安')",
    });
    const told = loggedError(error);
    expect(told).toMatchObject({ type: 'Error', code: 'ER_DUP_ENTRY' });
    expect(told.stack.length).toBeGreaterThan(0);
    expect(told.stack.every((line) => line.startsWith('at '))).toBe(true);
    expect(JSON.stringify(told)).not.toMatch(/陈守安|10012345678|INSERT/);
  });

  test('anything can be thrown', () => {
    expect(loggedError('陈守安')).toEqual({ type: 'string', message: '…', stack: [] });
    expect(loggedError(undefined).message).toBe('undefined');
  });

  test('for eyes a line is time, level, event and fields', () => {
    const lines: string[] = [];
    const out = { write: (text: string) => lines.push(text) } as unknown as NodeJS.WritableStream;
    const line = { level: 'info', time: '2026-11-21T08:00:00.123Z', event: 'request', status: 200 };
    prettyLines(out).write(`${JSON.stringify(line)}\n`);
    expect(lines).toEqual(['08:00:00.123 info  request status=200\n']);
  });
});

describe('the address of a client', () => {
  const from = (peer: string, forwarded = '') => ({
    get: (name: string) => (name === 'x-forwarded-for' ? forwarded : ''),
    req: { socket: { remoteAddress: peer } },
  });
  const trust = (proxies: string) => useEnv(readEnv({ NODE_ENV: 'test', LIFTTRUST_TRUSTED_PROXY: proxies }));

  test('is the one it connects from, whatever it says, unless a proxy is trusted', () => {
    trust('');
    expect(clientAddress(from('203.0.113.9', '10.0.0.1'))).toBe('203.0.113.9');
    expect(comesFromTrustedProxy(from('127.0.0.1'))).toBe(false);
  });

  test('is the last one that no trusted proxy is', () => {
    trust('10.0.0.0/8, 127.0.0.1');
    expect(clientAddress(from('127.0.0.1', '1.2.3.4, 203.0.113.9, 10.1.1.1'))).toBe('203.0.113.9');
    expect(clientAddress(from('::ffff:127.0.0.1', '203.0.113.9'))).toBe('203.0.113.9');
    expect(clientAddress(from('198.51.100.1', '203.0.113.9'))).toBe('198.51.100.1');
    expect(clientAddress(from('127.0.0.1', 'nonsense'))).toBe('nonsense');
    expect(clientAddress(from('127.0.0.1'))).toBe('127.0.0.1');
  });

  test('a network that is none is refused at the start', () => {
    expect(() => readEnv({ LIFTTRUST_TRUSTED_PROXY: 'the-proxy' })).toThrow('LIFTTRUST_TRUSTED_PROXY');
    expect(() => readEnv({ LIFTTRUST_TRUSTED_PROXY: '10.0.0.0/64' })).toThrow('LIFTTRUST_TRUSTED_PROXY');
  });
});
