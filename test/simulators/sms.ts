import { randomInt } from 'node:crypto';
import { type Parameters, Refused, TencentSimulator } from './tencent-cloud';

/** A text message that the simulated carrier took. */
export interface Taken {
  serialNo: string;
  phone: string;
  templateId: string;
  sign: string;
  parameters: string[];
  context: string;
  /** Epoch ms. */
  at: number;
  /** What the carrier reports; null: nothing yet. */
  report: { status: 'SUCCESS' | 'FAIL'; description: string } | null;
}

const numbersPerCall = 200;
const contextBytes = 512;
const contentCharacters = 500;
const receiptSeconds = 7 * 24 * 3600;
const thirtySeconds = 30_000;

/** An approved template: how many variables it has, and its own characters. */
interface Template {
  variables: number;
  characters: number;
}

/**
 * Tencent's text messages (SMS 2021-01-11) as documented: SendSms, PullSmsSendStatus (a queue that is emptied by
 * reading) and PullSmsSendStatusByPhoneNumber. Limits are those of a new application; what concerns one number is told
 * in its status, what concerns the request as an error.
 */
export class SmsSimulator extends TencentSimulator {
  readonly appId = '1400006666';
  readonly sign = '鹭湾电梯监管';
  readonly templates = new Map<string, Template>([['1234567', { variables: 2, characters: 20 }]]);
  readonly taken: Taken[] = [];
  /** Numbers that have asked never to hear from us. */
  readonly blacklist = new Set<string>();
  /** What carriers report at once; null: they keep silent. */
  report: Taken['report'] = { status: 'SUCCESS', description: 'DELIVRD' };
  /** Tencent returns SessionContext in receipts for applications that asked for it. */
  returnsContext = true;
  /** Messages left in the package. */
  balance = 1000;
  /** Per number: within thirty seconds, an hour, a day; same content within a day. */
  readonly limits = { thirtySeconds: 1, hour: 5, day: 10, sameContent: 3 };
  /** The carrier's clock, for limits and receipts; signatures go by the wall's. */
  carrierTime = () => Date.now();
  private unread = 0;

  constructor() {
    super('sms', '2021-01-11', ['ap-beijing', 'ap-guangzhou', 'ap-nanjing']);
  }

  protected readonly actions = {
    SendSms: (parameters: Parameters) => this.send(parameters),
    PullSmsSendStatus: (parameters: Parameters) => this.pull(parameters),
    PullSmsSendStatusByPhoneNumber: (parameters: Parameters) => this.pullByNumber(parameters),
  };

  private send(parameters: Parameters): Record<string, unknown> {
    this.mustBeApp(parameters);
    const numbers = texts(parameters.PhoneNumberSet, 'PhoneNumberSet');
    if (numbers.length === 0) throw new Refused('MissingParameter.EmptyPhoneNumberSet');
    if (numbers.length > numbersPerCall) throw new Refused('LimitExceeded.PhoneNumberCountLimit');
    if (parameters.SignName !== this.sign)
      throw new Refused('FailedOperation.SignatureIncorrectOrUnapproved');
    const values = texts(parameters.TemplateParamSet ?? [], 'TemplateParamSet');
    const template = this.templates.get(String(parameters.TemplateId));
    if (!template || template.variables !== values.length)
      throw new Refused('FailedOperation.TemplateIncorrectOrUnapproved');
    if (values.some((value) => /https?:\/\//.test(value)))
      throw new Refused('InvalidParameterValue.ProhibitedUseUrlInTemplateParameter');
    if (template.characters + values.join('').length > contentCharacters)
      throw new Refused('InvalidParameterValue.ContentLengthLimit');
    const context = String(parameters.SessionContext ?? '');
    if (Buffer.byteLength(context) >= contextBytes) throw new Refused('InvalidParameter');
    const SendStatusSet = numbers.map((number) => {
      const code = this.refusalFor(number, String(parameters.TemplateId), values);
      const serialNo = code === 'Ok' ? this.take(number, parameters, values, context) : '';
      return {
        SerialNo: serialNo,
        PhoneNumber: number,
        Fee: code === 'Ok' ? 1 : 0,
        SessionContext: context,
        Code: code,
        Message: code === 'Ok' ? 'send success' : code,
        IsoCode: 'CN',
      };
    });
    return { SendStatusSet };
  }

  private take(number: string, parameters: Parameters, values: string[], context: string): string {
    const serialNo = `5000:${randomInt(1e9)}${this.carrierTime()}`;
    this.balance -= 1;
    this.taken.push({
      serialNo,
      phone: number,
      templateId: String(parameters.TemplateId),
      sign: String(parameters.SignName),
      parameters: values,
      context,
      at: this.carrierTime(),
      report: this.report,
    });
    return serialNo;
  }

  private refusalFor(number: string, templateId: string, values: string[]): string {
    if (!/^\+861\d{10}$/.test(number)) return 'InvalidParameterValue.IncorrectPhoneNumber';
    if (this.blacklist.has(number)) return 'FailedOperation.PhoneNumberInBlacklist';
    if (this.balance <= 0) return 'FailedOperation.InsufficientBalanceInSmsPackage';
    const own = this.taken.filter(({ phone }) => phone === number);
    const within = (ms: number) => own.filter(({ at }) => at > this.carrierTime() - ms);
    if (within(thirtySeconds).length >= this.limits.thirtySeconds)
      return 'LimitExceeded.PhoneNumberThirtySecondLimit';
    if (within(3_600_000).length >= this.limits.hour) return 'LimitExceeded.PhoneNumberOneHourLimit';
    const today = within(24 * 3_600_000);
    if (today.length >= this.limits.day) return 'LimitExceeded.PhoneNumberDailyLimit';
    const same = today.filter(
      (one) => one.templateId === templateId && one.parameters.join('\n') === values.join('\n'),
    );
    return same.length >= this.limits.sameContent ? 'LimitExceeded.PhoneNumberSameContentDailyLimit' : 'Ok';
  }

  private pull(parameters: Parameters): Record<string, unknown> {
    this.mustBeApp(parameters);
    const reported = this.taken.filter(({ report }) => report !== null);
    const next = reported.slice(this.unread, this.unread + limitOf(parameters));
    this.unread += next.length;
    return { PullSmsSendStatusSet: next.map((one) => this.receipt(one)) };
  }

  private pullByNumber(parameters: Parameters): Record<string, unknown> {
    this.mustBeApp(parameters);
    const begin = Number(parameters.BeginTime);
    if (!Number.isInteger(begin) || begin < this.carrierTime() / 1000 - receiptSeconds)
      throw new Refused('InvalidParameterValue.BeginTimeVerifyFail');
    if (parameters.Offset !== 0) throw new Refused('InvalidParameterValue.OffsetVerifyFail');
    const found = this.taken.filter(
      ({ phone, at, report }) => report !== null && phone === parameters.PhoneNumber && at >= begin * 1000,
    );
    return {
      PullSmsSendStatusSet: found.slice(0, limitOf(parameters)).map((one) => this.receipt(one)),
    };
  }

  private receipt({ serialNo, phone, context, at, report }: Taken) {
    return {
      SerialNo: serialNo,
      PhoneNumber: phone,
      SubscriberNumber: phone.slice(3),
      CountryCode: '86',
      UserReceiveTime: Math.floor(at / 1000),
      ReportStatus: report?.status,
      Description: report?.description,
      SessionContext: this.returnsContext ? context : '',
    };
  }

  private mustBeApp(parameters: Parameters): void {
    if (parameters.SmsSdkAppId !== this.appId) throw new Refused('InvalidParameterValue.SdkAppIdNotExist');
  }
}

function limitOf(parameters: Parameters): number {
  const limit = Number(parameters.Limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new Refused('InvalidParameterValue.LimitVerifyFail');
  return limit;
}

function texts(value: unknown, name: string): string[] {
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw new Refused('InvalidParameter', `${name} must be a list of strings`);
  return value;
}
