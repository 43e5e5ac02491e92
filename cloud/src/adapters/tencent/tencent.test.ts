import { z } from '@lifttrust/shared-types/kernel/zod';
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { type Parameters, Refused, TencentSimulator } from '../../../../test/simulators/tencent-cloud';
import { refusalOf, signatureOf } from '../../../../test/simulators/tencent-signature';
import { readEnv } from '../../kernel/env';
import { type OutsideLimits, OutsideService } from '../outside/outside-service';
import { TencentClient } from './tencent.client';

class Scales extends TencentSimulator {
  protected readonly actions = {
    Weigh: ({ Stone }: Parameters) => {
      if (typeof Stone !== 'string') throw new Refused('InvalidParameterValue.StoneMissing');
      return { Weight: Stone.length };
    },
  };
}

const Weighed = z.object({ Weight: z.number() });
const limits: OutsideLimits = { timeoutMs: 300, repeats: 0, failuresInARow: 5, restMs: 60_000 };

/** The example of the documentation of signature method v3. */
const documented = {
  method: 'POST',
  path: '/',
  query: '',
  headers: {
    'content-type': 'application/json; charset=utf-8',
    host: 'cvm.tencentcloudapi.com',
    'x-tc-timestamp': '1551113065',
    authorization:
      'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
  },
  body: Buffer.from(
    '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
  ),
};
const documentedKey = {
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
};

describe('the simulated Tencent Cloud', () => {
  test('computes the signature that the documentation shows', () => {
    const scope = { date: '2019-02-25', service: 'cvm', signedHeaders: 'content-type;host' };
    const { secretKey } = documentedKey;
    expect(signatureOf(documented, { ...scope, secretKey, timestamp: '1551113065' })).toBe(
      '72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    );
  });

  test.each([
    ['as documented', {}, 1_551_113_065, null],
    ['five minutes later', {}, 1_551_113_365, null],
    ['five minutes and a second later', {}, 1_551_113_366, 'AuthFailure.SignatureExpire'],
    ['from a clock six minutes ahead', {}, 1_551_112_705, 'AuthFailure.SignatureExpire'],
    ['with another body', { body: Buffer.from('{}') }, 1_551_113_065, 'AuthFailure.SignatureFailure'],
    ['by another method', { method: 'PUT' }, 1_551_113_065, 'AuthFailure.SignatureFailure'],
    ['unsigned', { headers: {} }, 1_551_113_065, 'AuthFailure.InvalidAuthorization'],
  ])('answers a request %s as documented', (_, change, seconds, refusal) => {
    const request = { ...documented, ...change };
    expect(refusalOf(request, [documentedKey], 'cvm', seconds * 1000)).toBe(refusal);
  });

  test('knows no other key and no other product', () => {
    const now = 1_551_113_065_000;
    expect(refusalOf(documented, [], 'cvm', now)).toBe('AuthFailure.SecretIdNotFound');
    expect(refusalOf(documented, [documentedKey], 'iai', now)).toBe('AuthFailure.SignatureFailure');
  });

  test('asks temporary credentials for their token, and only until they end', () => {
    const now = 1_551_113_065_000;
    const temporary = { ...documentedKey, token: 'session', until: now + 1000 };
    const withToken = { ...documented, headers: { ...documented.headers, 'x-tc-token': 'session' } };
    expect(refusalOf(documented, [temporary], 'cvm', now)).toBe('AuthFailure.TokenFailure');
    expect(refusalOf(withToken, [temporary], 'cvm', now)).toBeNull();
    expect(refusalOf(withToken, [temporary], 'cvm', now + 1001)).toBe('AuthFailure.TokenFailure');
  });

  test('is understood by the vendor’s own client, which signs for itself', async () => {
    const simulator = await new Scales('scales', '2020-03-03', ['ap-shanghai']).open();
    const client = new CommonClient('scales.tencentcloudapi.com', '2020-03-03', {
      credential: { secretId: simulator.key.secretId, secretKey: simulator.key.secretKey },
      region: 'ap-shanghai',
      profile: { httpProfile: { protocol: 'http://', agent: simulator.agent } },
    });
    await expect(client.request('Weigh', { Stone: '石头' })).resolves.toMatchObject({ Weight: 2 });
    await expect(client.request('Weigh', {})).rejects.toMatchObject({
      code: 'InvalidParameterValue.StoneMissing',
    });
    await simulator.close();
  });
});

describe('what is asked of Tencent Cloud', () => {
  const simulator = new Scales('scales', '2020-03-03', ['ap-guangzhou', 'ap-shanghai']);
  let service: OutsideService;

  beforeAll(() => simulator.open());
  afterAll(() => simulator.close());
  beforeEach(() => {
    simulator.recover();
    service = new OutsideService('scales', limits);
  });

  const client = (change: Record<string, string> = {}, version = '2020-03-03') => {
    const { tencent } = readEnv({ ...simulator.environment, ...change });
    if (!tencent) throw new Error('no key');
    return new TencentClient(service, { service: 'scales', version }, tencent);
  };
  const weigh = (asking: TencentClient) => asking.call('Weigh', { Stone: '金刚石' }, Weighed, true);
  const troubleOf = (asking: TencentClient) => weigh(asking).catch((error) => error);

  test('is answered when signed with our key', async () => {
    await expect(weigh(client())).resolves.toEqual({ Weight: 3 });
  });

  test('carries the token of temporary credentials', async () => {
    simulator.keys.push({ secretId: 'AKIDtemporary', secretKey: 'passing', token: 'session' });
    const temporary = {
      LIFTTRUST_TENCENT_SECRET_ID: 'AKIDtemporary',
      LIFTTRUST_TENCENT_SECRET_KEY: 'passing',
    };
    const answer = await weigh(client({ ...temporary, LIFTTRUST_TENCENT_TOKEN: 'session' }));
    expect(answer).toEqual({ Weight: 3 });
    expect(await troubleOf(client(temporary))).toMatchObject({ code: 'AuthFailure.TokenFailure' });
  });

  test.each([
    ['a wrong key', { LIFTTRUST_TENCENT_SECRET_KEY: 'wrong' }, 'AuthFailure.SignatureFailure'],
    ['an unknown key', { LIFTTRUST_TENCENT_SECRET_ID: 'AKIDnobody' }, 'AuthFailure.SecretIdNotFound'],
    ['a region without the product', { LIFTTRUST_TENCENT_REGION: 'ap-chengdu' }, 'UnsupportedRegion'],
  ])('with %s is our own mistake, named with Tencent’s code', async (_, change, code) => {
    expect(await troubleOf(client(change))).toMatchObject({ trouble: 'misconfigured', code });
  });

  test('of a version that does not exist is our own mistake', async () => {
    expect(await troubleOf(client({}, '1999-01-01'))).toMatchObject({
      trouble: 'misconfigured',
      code: 'NoSuchVersion',
    });
  });

  test('by a clock that is wrong is our own mistake', async () => {
    const wellGoing = simulator.now;
    simulator.now = () => Date.now() + 301_000;
    expect(await troubleOf(client())).toMatchObject({
      trouble: 'misconfigured',
      code: 'AuthFailure.SignatureExpire',
    });
    simulator.now = wellGoing;
  });

  test.each([
    ['RequestLimitExceeded', 'temporary'],
    ['RequestLimitExceeded.UinLimitExceeded', 'temporary'],
    ['InternalError', 'temporary'],
    ['FailedOperation.ServerError', 'temporary'],
    ['FailedOperation.RequestTimeout', 'temporary'],
    ['ResourceUnavailable.InArrears', 'misconfigured'],
    ['ResourceUnavailable.NotReady', 'misconfigured'],
    ['ResourceInsufficient', 'misconfigured'],
    ['UnauthorizedOperation.Arrears', 'misconfigured'],
    ['InvalidParameterValue.NoFaceInPhoto', 'refused'],
    ['FailedOperation.ImageSizeExceed', 'refused'],
    ['LimitExceeded.PhoneNumberDailyLimit', 'refused'],
  ])('and answered with %s is %s', async (code, trouble) => {
    simulator.nextErrors.push(code);
    expect(await troubleOf(client())).toMatchObject({ trouble, code });
  });

  test.each([
    ['a page instead of JSON', 'html', 'nonsense'],
    ['half of its JSON', 'truncated', 'nonsense'],
    ['JSON without a response', 'empty', 'nonsense'],
    ['a bad gateway', 'down', 'http_502'],
    ['a broken connection', 'cut', 'unreachable'],
    ['silence', 'silent', 'timeout'],
  ] as const)('and answered with %s is temporary', async (_, trouble, code) => {
    simulator.trouble = trouble;
    expect(await troubleOf(client())).toMatchObject({ trouble: 'temporary', code });
  });

  test('and answered without what was asked for is temporary nonsense', async () => {
    const answer = client().call('Weigh', { Stone: '' }, z.object({ Price: z.number() }), true);
    await expect(answer).rejects.toMatchObject({ trouble: 'temporary', code: 'nonsense' });
  });

  test('is asked again when Tencent is too busy, and left alone when it stays so', async () => {
    service = new OutsideService('scales', { ...limits, timeoutMs: 3000, repeats: 2, failuresInARow: 3 });
    simulator.nextErrors.push('RequestLimitExceeded', 'InternalError');
    expect(await weigh(client())).toEqual({ Weight: 3 });
    simulator.failing.set('*', 'RequestLimitExceeded');
    expect(await troubleOf(client())).toMatchObject({ code: 'RequestLimitExceeded' });
    const asked = simulator.calls.length;
    expect(await troubleOf(client())).toMatchObject({ code: 'circuit_open' });
    expect(simulator.calls.length).toBe(asked);
  });

  test('more often in a second than allowed is throttled', async () => {
    const still = Date.now();
    simulator.now = () => still;
    simulator.perSecond = 2;
    const answers = await Promise.all([1, 2, 3].map(() => troubleOf(client())));
    simulator.now = () => Date.now();
    expect(answers.filter((answer) => answer.code === 'RequestLimitExceeded')).toHaveLength(1);
  });
});

describe('the configuration of Tencent Cloud', () => {
  const key = { LIFTTRUST_TENCENT_SECRET_ID: 'AKID', LIFTTRUST_TENCENT_SECRET_KEY: 'secret' };

  test.each(['ap-hongkong', 'ap-singapore', 'na-siliconvalley', 'eu-frankfurt'])(
    'does not take %s: data stay in mainland China',
    (region) => {
      expect(() => readEnv({ ...key, LIFTTRUST_TENCENT_REGION: region })).toThrow(
        /LIFTTRUST_TENCENT_REGION.*mainland China/,
      );
    },
  );

  test('takes plain HTTP to this machine only, since faces and numbers go there', () => {
    const api = (LIFTTRUST_TENCENT_API: string) => () => readEnv({ ...key, LIFTTRUST_TENCENT_API });
    expect(api('http://gateway.example:8080')).toThrow(/LIFTTRUST_TENCENT_API.*unencrypted/);
    expect(api('http://{service}.tencentcloudapi.com')).toThrow(/unencrypted/);
    expect(api('http://127.0.0.1.example')).toThrow(/unencrypted/);
    for (const good of ['http://127.0.0.1:4100', 'https://{service}.internal.tencentcloudapi.com'])
      expect(api(good)().tencent?.api).toBe(good);
  });

  test('wants id and key together, and both where a provider needs them', () => {
    expect(() => readEnv({ LIFTTRUST_TENCENT_SECRET_ID: 'AKID' })).toThrow(/LIFTTRUST_TENCENT_SECRET_KEY/);
    expect(() => readEnv({ LIFTTRUST_FACE_PROVIDER: 'iai' })).toThrow(/LIFTTRUST_TENCENT_SECRET_ID/);
    expect(() => readEnv({ ...key, LIFTTRUST_FACE_PROVIDER: 'faceid' })).toThrow(/LIFTTRUST_FACEID_RULE_ID/);
    expect(readEnv({}).faceProvider).toBe('local');
  });
});
