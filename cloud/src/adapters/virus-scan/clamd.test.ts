import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClamdSimulator, eicar } from '../../../../test/simulators/clamd';
import { Clamd, clamdAddress } from './clamd';

let simulator: ClamdSimulator;
beforeEach(async () => {
  simulator = await new ClamdSimulator().open();
});
afterEach(() => simulator.close());

const scanner = (timeoutMs = 5000) => {
  const address = clamdAddress(simulator.address);
  if (!address) throw new Error('no address');
  return new Clamd(address, timeoutMs);
};

test('a clean file is clean, whatever its length', async () => {
  for (const bytes of [0, 1, 64 * 1024, 64 * 1024 + 1, 5_000_000])
    expect(await scanner().scan(Buffer.alloc(bytes, 7))).toEqual({ verdict: 'clean' });
  expect(simulator.scanned).toBe(5);
});

test('a virus is found by its name, even across two chunks', async () => {
  const padding = Buffer.alloc(64 * 1024 - 20, 65);
  const bytes = Buffer.concat([padding, Buffer.from(eicar)]);
  expect(await scanner().scan(bytes)).toEqual({ verdict: 'infected', name: 'Eicar-Test-Signature' });
});

test('the daemon listens on a path of this machine, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clamd-'));
  const local = await new ClamdSimulator().open(join(folder, 'clamd.sock'));
  const address = clamdAddress(local.address);
  expect(address && (await new Clamd(address, 5000).scan(Buffer.from('x')))).toEqual({ verdict: 'clean' });
  await local.close();
  rmSync(folder, { recursive: true });
});

test('a daemon that takes no such length, says nothing, breaks off or is away knows nothing', async () => {
  simulator.maxBytes = 1000;
  expect(await scanner().scan(Buffer.alloc(100_000))).toMatchObject({ verdict: 'unreachable' });
  simulator.isBroken = true;
  expect(await scanner().scan(Buffer.from('x'))).toMatchObject({ verdict: 'unreachable' });
  simulator.isBroken = false;
  simulator.isMute = true;
  const mute = await scanner(200).scan(Buffer.from('x'));
  expect(mute).toEqual({ verdict: 'unreachable', reason: 'timeout' });
  expect(await new Clamd({ host: '127.0.0.1', port: 1 }, 1000).scan(Buffer.from('x'))).toMatchObject({
    verdict: 'unreachable',
  });
});

test.each([
  ['tcp://127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
  ['tcp://[::1]:3310', { host: '::1', port: 3310 }],
  ['unix:/run/clamav/clamd.sock', { path: '/run/clamav/clamd.sock' }],
  ['tcp://scanner', null],
  ['http://scanner:3310', null],
  ['tcp://scanner:0', null],
  ['', null],
])('%p is understood', (text, expected) => {
  expect(clamdAddress(text)).toEqual(expected);
});
