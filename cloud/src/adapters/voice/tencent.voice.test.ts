import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { VoiceSimulator } from '../../../../test/simulators/voice';
import { OutsideService } from '../outside/outside-service';
import { TencentClient } from '../tencent/tencent.client';
import { TencentVoice, voiceProduct } from './tencent.voice';

const phone = '10099000001';
const card = {
  title: '维保记录待确认',
  text: '请当天核对签字。',
  facts: [],
  page: null,
  subjectId: '01J00000000000000000000000',
};

let simulator: VoiceSimulator;
beforeAll(async () => {
  simulator = await new VoiceSimulator().open();
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.recover();
  simulator.placed.length = 0;
});

test('the simulator places a call that Tencent’s own client asks for', async () => {
  const vendor = new CommonClient('vms.tencentcloudapi.com', '2020-09-02', {
    credential: { secretId: simulator.key.secretId, secretKey: simulator.key.secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { protocol: 'http://', agent: simulator.agent } },
  });
  const answer = await vendor.request('SendTtsVoice', {
    TemplateId: '7654321',
    CalledNumber: `+86${phone}`,
    VoiceSdkAppid: simulator.appId,
    TemplateParamSet: ['一'],
    PlayTimes: 2,
    SessionContext: 'one',
  });
  expect(answer).toMatchObject({ SendStatus: { CallId: expect.any(String), SessionContext: 'one' } });
});

describe('our adapter', () => {
  const adapter = () => {
    const outside = new OutsideService('voice', {
      timeoutMs: 300,
      repeats: 1,
      failuresInARow: 5,
      restMs: 60,
    });
    const access = { ...simulator.key, token: null, region: 'ap-guangzhou', api: simulator.url };
    return new TencentVoice(new TencentClient(outside, voiceProduct, access), {
      appId: simulator.appId,
      templates: { 'record.to_confirm': { id: '7654321', parameters: ['标题'] } },
    });
  };
  const call = (number = phone) =>
    adapter().send({ deliveryId: 'D1', to: number, kind: 'record.to_confirm', card });

  test('has the message read aloud to the number in international form', async () => {
    expect(await call()).toEqual({ outcome: 'sent', serialNo: expect.any(String) });
    expect(simulator.placed).toEqual([
      { phone: `+86${phone}`, templateId: '7654321', parameters: ['维保记录待确认'], context: 'D1' },
    ]);
  });

  test.each([
    ['LimitExceeded.DeliveryFrequencyLimit', 'later'],
    ['FailedOperation.InsufficientBalanceInVoicePackage', 'later'],
    ['UnauthorizedOperation.ServiceSuspendDueToArrears', 'later'],
    ['FailedOperation.PhonenumberUnappliedOrExpired', 'later'],
    ['InvalidParameterValue.ContentLengthLimit', 'refused'],
    ['InternalError.AccessUpstreamTimeout', 'unknown'],
    ['InternalError.UpstreamError', 'unknown'],
  ])('hears %s and knows what follows', async (code, outcome) => {
    simulator.nextErrors.push(code);
    expect(await call()).toEqual({ outcome, code });
    expect(simulator.countOf('SendTtsVoice')).toBe(1);
  });

  test('does not call a number that is none', async () => {
    expect(await call('12')).toMatchObject({ outcome: 'refused' });
    expect(simulator.placed).toEqual([]);
  });

  test('does not know the outcome of a call that nobody answers for, and cannot ask', async () => {
    simulator.latencyMs = 500;
    expect(await call()).toEqual({ outcome: 'unknown', code: 'timeout' });
    expect(await adapter().receipts()).toBeNull();
  });
});
