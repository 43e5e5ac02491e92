import { sms } from 'tencentcloud-sdk-nodejs-sms';
import { SmsSimulator } from '../../../../test/simulators/sms';
import type { TencentTrouble } from '../../../../test/simulators/tencent-cloud';
import { OutsideService } from '../outside/outside-service';
import { TencentClient } from '../tencent/tencent.client';
import { smsProduct, TencentSms } from './tencent.sms';

const phone = '10099000001';
const card = {
  title: '维保记录被退回',
  text: '请答复。',
  facts: [{ label: '退回人', value: '叶安顿' }],
  page: null,
  subjectId: '01J00000000000000000000000',
};
const hour = 3_600_000;

let simulator: SmsSimulator;
let now = Date.now();
beforeAll(async () => {
  simulator = await new SmsSimulator().open();
  simulator.carrierTime = () => now;
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.recover();
  simulator.taken.length = 0;
  simulator.balance = 1000;
  simulator.report = { status: 'SUCCESS', description: 'DELIVRD' };
  now = Date.now();
});

/** The vendor's own client, so that somebody else's code judges the simulator. */
const vendor = (secretKey = simulator.key.secretKey) =>
  new sms.v20210111.Client({
    credential: { secretId: simulator.key.secretId, secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { protocol: 'http://', agent: simulator.agent } },
  });

const request = (numbers = [`+86${phone}`]) => ({
  PhoneNumberSet: numbers,
  SmsSdkAppId: simulator.appId,
  SignName: simulator.sign,
  TemplateId: '1234567',
  TemplateParamSet: ['一', '二'],
  SessionContext: 'one',
});

describe('the simulator, judged by Tencent’s own client,', () => {
  test('takes a message, counts it, and gives its receipt back', async () => {
    const sent = await vendor().SendSms(request());
    expect(sent.SendStatusSet?.[0]).toMatchObject({ Code: 'Ok', Fee: 1, SessionContext: 'one' });
    expect(simulator.balance).toBe(999);
    const pulled = await vendor().PullSmsSendStatusByPhoneNumber({
      BeginTime: Math.floor(now / 1000) - 60,
      Offset: 0,
      Limit: 100,
      PhoneNumber: `+86${phone}`,
      SmsSdkAppId: simulator.appId,
    });
    expect(pulled.PullSmsSendStatusSet).toEqual([
      expect.objectContaining({
        SerialNo: sent.SendStatusSet?.[0]?.SerialNo,
        ReportStatus: 'SUCCESS',
        Description: 'DELIVRD',
        SessionContext: 'one',
      }),
    ]);
  });

  test('empties its queue of receipts by reading it', async () => {
    await vendor().SendSms(request());
    const pull = () => vendor().PullSmsSendStatus({ Limit: 100, SmsSdkAppId: simulator.appId });
    expect((await pull()).PullSmsSendStatusSet).toHaveLength(1);
    expect((await pull()).PullSmsSendStatusSet).toEqual([]);
  });

  test('turns a wrong key away', async () => {
    const act = vendor('somebodyelsessecret').SendSms(request());
    await expect(act).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
  });

  test('tells per number what is wrong with that number only', async () => {
    const sent = await vendor().SendSms(request([`+86${phone}`, '+8612']));
    expect(sent.SendStatusSet?.map((status) => status.Code)).toEqual([
      'Ok',
      'InvalidParameterValue.IncorrectPhoneNumber',
    ]);
  });

  test('lets a number rest after a message, and takes the same text three times a day', async () => {
    const code = async () => (await vendor().SendSms(request())).SendStatusSet?.[0]?.Code;
    expect([await code(), await code()]).toEqual(['Ok', 'LimitExceeded.PhoneNumberThirtySecondLimit']);
    now += 31_000;
    expect([await code()]).toEqual(['Ok']);
    now += 31_000;
    expect([await code()]).toEqual(['Ok']);
    now += 31_000;
    expect(await code()).toBe('LimitExceeded.PhoneNumberSameContentDailyLimit');
  });

  test.each<[string, object, string]>([
    ['another application', { SmsSdkAppId: '1' }, 'InvalidParameterValue.SdkAppIdNotExist'],
    ['an unapproved signature', { SignName: '别家' }, 'FailedOperation.SignatureIncorrectOrUnapproved'],
    ['an unknown template', { TemplateId: '9' }, 'FailedOperation.TemplateIncorrectOrUnapproved'],
    ['too few values', { TemplateParamSet: [] }, 'FailedOperation.TemplateIncorrectOrUnapproved'],
    ['nobody to send to', { PhoneNumberSet: [] }, 'MissingParameter.EmptyPhoneNumberSet'],
    [
      'more than 200 numbers',
      { PhoneNumberSet: Array(201).fill('+8610099000001') },
      'LimitExceeded.PhoneNumberCountLimit',
    ],
    [
      'an address in a value',
      { TemplateParamSet: ['http://example.cn', ''] },
      'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter',
    ],
    ['a long text', { TemplateParamSet: ['长'.repeat(500), ''] }, 'InvalidParameterValue.ContentLengthLimit'],
  ])('refuses %s with the documented code', async (_what, change, code) => {
    await expect(vendor().SendSms({ ...request(), ...change })).rejects.toMatchObject({ code });
    expect(simulator.taken).toEqual([]);
  });
});

describe('our adapter', () => {
  const adapter = (timeoutMs = 3000) => {
    const outside = new OutsideService('sms', { timeoutMs, repeats: 1, failuresInARow: 5, restMs: 60 });
    const access = { ...simulator.key, token: null, region: 'ap-guangzhou', api: simulator.url };
    return new TencentSms(new TencentClient(outside, smsProduct, access), {
      appId: simulator.appId,
      sign: simulator.sign,
      templates: { 'record.returned': { id: '1234567', parameters: ['标题', '退回人'] } },
    });
  };
  const send = (over = adapter(), number = phone) =>
    over.send({ deliveryId: 'D1', to: number, kind: 'record.returned', card });

  test('fills the template with what it names, to the number in international form', async () => {
    expect(await send()).toEqual({ outcome: 'sent', serialNo: expect.any(String) });
    expect(simulator.taken).toEqual([
      expect.objectContaining({
        phone: `+86${phone}`,
        sign: simulator.sign,
        templateId: '1234567',
        parameters: ['维保记录被退回', '叶安顿'],
        context: 'D1',
      }),
    ]);
  });

  test.each<[string, object]>([
    ['RequestLimitExceeded', { outcome: 'later' }],
    ['LimitExceeded.PhoneNumberThirtySecondLimit', { outcome: 'later', pauseMs: 30_000 }],
    ['LimitExceeded.PhoneNumberOneHourLimit', { outcome: 'later', pauseMs: hour }],
    ['LimitExceeded.PhoneNumberDailyLimit', { outcome: 'later', pauseMs: 6 * hour }],
    ['LimitExceeded.AppDailyLimit', { outcome: 'later', pauseMs: 6 * hour }],
    ['FailedOperation.InsufficientBalanceInSmsPackage', { outcome: 'later' }],
    ['UnauthorizedOperation.SerivceSuspendDueToArrears', { outcome: 'later' }],
    ['AuthFailure.SecretIdNotFound', { outcome: 'later' }],
    ['FailedOperation.TemplateIncorrectOrUnapproved', { outcome: 'later' }],
    ['InternalError.SigVerificationFail', { outcome: 'later' }],
    ['LimitExceeded.PhoneNumberSameContentDailyLimit', { outcome: 'refused' }],
    ['FailedOperation.PhoneNumberInBlacklist', { outcome: 'refused' }],
    ['FailedOperation.ContainSensitiveWord', { outcome: 'refused' }],
    ['InvalidParameterValue.ContentLengthLimit', { outcome: 'refused' }],
    ['InternalError.Timeout', { outcome: 'unknown' }],
    ['InternalError.SendAndRecvFail', { outcome: 'unknown' }],
  ])('hears %s and knows what follows', async (code, verdict) => {
    simulator.nextErrors.push(code);
    expect(await send()).toEqual({ ...verdict, code });
    expect(simulator.countOf('SendSms')).toBe(1);
  });

  test('believes what is said about the number even where the request as such went well', async () => {
    simulator.balance = 0;
    const code = 'FailedOperation.InsufficientBalanceInSmsPackage';
    expect(await send()).toEqual({ outcome: 'later', code });
    expect(await send(adapter(), '123')).toMatchObject({ outcome: 'refused' });
  });

  test.each<[TencentTrouble, string]>([
    ['silent', 'timeout'],
    ['cut', 'unreachable'],
    ['down', 'http_502'],
    ['html', 'nonsense'],
    ['truncated', 'nonsense'],
    ['empty', 'nonsense'],
  ])('asks once and does not know the outcome when the service is %s', async (trouble, code) => {
    simulator.trouble = trouble;
    expect(await send(adapter(300))).toEqual({ outcome: 'unknown', code });
    expect(simulator.taken.length).toBeLessThanOrEqual(1);
  });

  test('knows that nothing left where nobody listens', async () => {
    const gone = await new SmsSimulator().open();
    const { url } = gone;
    await gone.close();
    const outside = new OutsideService('sms', { timeoutMs: 2000, repeats: 1, failuresInARow: 5, restMs: 60 });
    const access = { ...simulator.key, token: null, region: 'ap-guangzhou', api: url };
    const over = new TencentSms(new TencentClient(outside, smsProduct, access), {
      appId: simulator.appId,
      sign: simulator.sign,
      templates: { 'record.returned': { id: '1234567', parameters: [] } },
    });
    expect(await send(over)).toEqual({ outcome: 'later', code: 'unreachable' });
  });

  test('reads receipts of one number, the failed ones too', async () => {
    simulator.report = { status: 'FAIL', description: 'MK:0001' };
    await send();
    expect(await adapter().receipts({ to: phone, since: now - 60_000, serialNo: null })).toEqual([
      expect.objectContaining({ context: 'D1', isDelivered: false, description: 'MK:0001' }),
    ]);
    expect(await adapter().receipts({ to: '10099000002', since: now - 60_000, serialNo: null })).toEqual([]);
  });
});
