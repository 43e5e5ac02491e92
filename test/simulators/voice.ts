import { randomUUID } from 'node:crypto';
import { type Parameters, Refused, TencentSimulator } from './tencent-cloud';

export interface PlacedCall {
  phone: string;
  templateId: string;
  parameters: string[];
  context: string;
}

const contentCharacters = 350;
const mostTimesRead = 3;

/** Tencent's calls that read a template aloud (VMS 2020-09-02, SendTtsVoice), as documented. */
export class VoiceSimulator extends TencentSimulator {
  readonly appId = '1400007777';
  /** Approved templates and how many variables each has. */
  readonly templates = new Map<string, number>([['7654321', 1]]);
  readonly placed: PlacedCall[] = [];

  constructor() {
    super('vms', '2020-09-02', ['ap-beijing', 'ap-guangzhou']);
  }

  protected readonly actions = {
    SendTtsVoice: (parameters: Parameters) => this.call(parameters),
  };

  private call(parameters: Parameters): Record<string, unknown> {
    if (parameters.VoiceSdkAppid !== this.appId) throw new Refused('InvalidParameterValue.SdkAppidNotExist');
    const phone = String(parameters.CalledNumber);
    if (!/^\+861\d{10}$/.test(phone)) throw new Refused('InvalidParameterValue.CalledNumberVerifyFail');
    const values = Array.isArray(parameters.TemplateParamSet) ? parameters.TemplateParamSet.map(String) : [];
    if (this.templates.get(String(parameters.TemplateId)) !== values.length)
      throw new Refused('FailedOperation.TemplateIncorrectOrUnapproved');
    if (values.join('').length > contentCharacters)
      throw new Refused('InvalidParameterValue.ContentLengthLimit');
    const times = Number(parameters.PlayTimes ?? 2);
    if (!(times >= 1 && times <= mostTimesRead)) throw new Refused('FailedOperation.InvalidParameters');
    const context = String(parameters.SessionContext ?? '');
    this.placed.push({ phone, templateId: String(parameters.TemplateId), parameters: values, context });
    return { SendStatus: { CallId: randomUUID(), SessionContext: context } };
  }
}
