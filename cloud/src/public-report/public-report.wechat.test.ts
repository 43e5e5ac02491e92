import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { evaluate, mine, submitted } from '../../../test/fixture/public-reports';
import { good } from '../../../test/fixture/uploads';
import { WechatMessageSimulator } from '../../../test/simulators/wechat-messages';
import { Clock } from '../kernel/clock';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';

const hour = 3_600_000;
const template = 'template-answer';

onBothDatabases((start) => {
  const wechat = new WechatMessageSimulator();
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    await wechat.open();
    wechat.templates.set(template, ['thing1']);
    wechat.pages.add('report/follow/index');
    const templates = { 'public_report.fed_back': { id: template, fields: { thing1: '标题' } } };
    service = await start({ ...wechat.environment, LIFTTRUST_WECHAT_TEMPLATES: JSON.stringify(templates) });
    clock = await service.get(Clock);
    wechat.now = () => clock.now();
    ({ own } = await twoDistricts(service));
  });
  afterAll(async () => {
    await service.stop();
    await wechat.close();
  });

  const settle = async () => (await service.get(Outbox)).settle();
  /** Stars and words from a WeChat account; what became of them. */
  const spoken = async (text: string, openId = 'openid-passenger') => {
    const more = { wechatCode: wechat.codeFor(openId) };
    const { reportId } = good(await evaluate(service, own.code, 4, { text, more }));
    await settle();
    const seen = good(await service.call(publicReportApi.show, { reportId }, own.regulator));
    return [seen.publication, seen.checkVerdict];
  };

  test('words that WeChat passes are shown; doubtful and forbidden ones wait for a person', async () => {
    expect(await spoken('很干净，谢谢师傅')).toEqual(['shown', 'pass']);
    expect(await spoken('有点可疑的话')).toEqual(['waiting', 'review']);
    expect(await spoken('一句违规的话')).toEqual(['waiting', 'risky']);
  });

  test('an account that has been away for two hours, a used-up day and a service that is down leave it to a person', async () => {
    wechat.lastVisits.set('openid-away', clock.now() - 3 * hour);
    expect(await spoken('不错的电梯', 'openid-away')).toEqual(['waiting', 'none']);
    wechat.textChecksLeft = 0;
    expect(await spoken('不错的电梯')).toEqual(['waiting', 'none']);
    wechat.textChecksLeft = 100;
    expect(await spoken('不错的电梯')).toEqual(['shown', 'pass']);
  });

  test('a token that WeChat no longer takes is renewed once', async () => {
    wechat.revokeToken();
    expect(await spoken('又快又稳')).toEqual(['shown', 'pass']);
  });

  test('whoever agrees hears once by WeChat when there is an answer', async () => {
    const { token, reportId } = await submitted(service, own.code);
    const { offer } = await mine(service, token);
    expect(offer).toEqual({ templateId: template });
    const consent = { token, templateId: template, code: wechat.codeFor('openid-reporter') };
    good(await service.call(publicReportApi.subscribe, consent));
    wechat.agree('openid-reporter', template);
    expect((await mine(service, token)).offer).toBeNull();
    good(
      await service.call(
        publicReportApi.decide,
        { reportId, accept: false, reason: '不属于电梯问题。' },
        own.regulator,
      ),
    );
    await settle();
    expect(wechat.sent).toEqual([
      {
        openId: 'openid-reporter',
        templateId: template,
        page: 'report/follow/index',
        values: { thing1: '您的反映有了答复' },
      },
    ]);
  });

  test('a code that WeChat does not know sets nothing', async () => {
    const { token } = await submitted(service, own.code);
    const answer = await service.call(publicReportApi.subscribe, {
      token,
      templateId: template,
      code: 'nobody',
    });
    expect(answer.error?.code).toBe('public_report.other_account');
    const other = await service.call(publicReportApi.subscribe, {
      token,
      templateId: 'other',
      code: 'nobody',
    });
    expect(other.error?.code).toBe('public_report.wechat_missing');
  });
});
