import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { educationTexts } from '@lifttrust/shared-types/announcement/education.texts';
import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { type District, twoDistricts } from '../../../../test/fixture/district';
import { evaluate } from '../../../../test/fixture/public-reports';
import { good } from '../../../../test/fixture/uploads';
import { VisitDriver } from '../../../../test/fixture/visit-driver';
import { CodeService } from '../../code/code.service';
import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { Database } from '../../kernel/database';
import { onBothDatabases, type TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { Lift } from '../../lift/lift.entity';
import { MaintenanceRecord } from '../../record/record.entity';

const most = 30_000;
const lookUps = 12;

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  beforeAll(async () => {
    service = await start({
      LIFTTRUST_TRUSTED_PROXY: '127.0.0.1',
      LIFTTRUST_LIMIT_LOOK_UP: String(lookUps),
      LIFTTRUST_WEB_DIR: '/nowhere',
    });
    ({ own, foreign } = await twoDistricts(service));
    await new VisitDriver(service).walk(own, 'submitted');
  });
  afterAll(() => service.stop());

  let neighbour = 0;
  /** A browser that nobody has met yet, unless told which. */
  const open = async (path: string, headers: Record<string, string> = {}) => {
    neighbour += 1;
    const from = { 'x-forwarded-for': `198.51.100.${neighbour}`, ...headers };
    const response = await fetch(service.url + path, { headers: from, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const change = async (work: (manager: Database['reader']['manager']) => Promise<unknown>) => {
    const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now(), 'fixture'), ({ manager }) => work(manager));
  };
  const setLift = (changes: Partial<Lift>, liftId = own.liftId) =>
    change((manager) => manager.update(Lift, { id: liftId }, changes));
  const setRecord = (changes: Partial<MaintenanceRecord>) =>
    change((manager) => manager.update(MaintenanceRecord, { liftId: own.liftId }, changes));

  test('a scan shows in one answer where one is, the number to give, and the call, without sign-in or consent', async () => {
    const page = await open(`/l/${own.code}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('href="tel:96333"');
    expect(page.text).toContain('鹭湾区望溪花园 3 幢 1#');
    expect(page.text).toContain('接通后请说：识别码 999901，示例路 3 号 鹭湾区望溪花园 3 幢 1#。');
    expect(page.text).toContain('请不要扒门');
  });

  test('an address that a reader hands over in capitals leads to the same lift, and brings help as well', async () => {
    const capitals = foreign.code.toUpperCase();
    const page = await open(`/l/${capitals}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('榕浦区望溪花园 3 幢');
    expect(page.text).toContain('id="report"');
    const draft = { code: capitals, key: 'a-call-under-capitals-01' };
    expect(good(await service.call(helpApi.call, draft)).place).toBe('榕浦区望溪花园 3 幢');
    good(await service.call(helpApi.call, { ...draft, isTakenBack: true }));
  });

  test('the page says who maintains, who is responsible, who inspects, and what was done by whom', async () => {
    const { text } = await open(`/l/${own.code}`);
    for (const word of ['示例电梯服务有限公司', '示例物业服务中心', '示例特种设备检验所', '程望舒、江怀远'])
      expect(text).toContain(word);
    expect(text).toMatch(/下次最迟 \d{4}年\d+月\d+日/);
    expect(text).toMatch(/查询时间 \d{4}年\d+月\d+日 \d\d:\d\d/);
  });

  test('the last and the next inspection stand on it, each as soon as the register knows it', async () => {
    const shown = async () => (await open(`/l/${own.code}`)).text.replaceAll('</dt><dd>', ' ');
    await setLift({ lastInspectionOn: null, nextInspectionOn: '2027-06-30' });
    expect(await shown()).toContain('上次检验 待补');
    await setLift({ lastInspectionOn: '2026-06-18' });
    const text = await shown();
    expect(text).toMatch(/上次检验 2026年6月18日/);
    expect(text).toMatch(/下次检验 2027年6月30日/);
  });

  test('nothing on it leads to a person: no telephone of anybody, no certificate, no position', async () => {
    const { text } = await open(`/l/${own.code}`);
    expect(text).not.toMatch(/1\d{10}/);
    expect(text).not.toContain('118.6');
    expect(text).not.toContain(own.lead.personId);
  });

  test('it is smaller than 30 kB before it is compressed, asks for nothing else and tells its address to nobody', async () => {
    const page = await open(`/l/${own.code}`);
    expect(Buffer.byteLength(page.text)).toBeLessThan(most);
    expect(page.text).not.toMatch(/(src=|<link rel="stylesheet"|@import|url\()/);
    expect(page.headers.get('content-encoding')).toBe('gzip');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const age = Number(/max-age=(\d+)/.exec(page.headers.get('cache-control') ?? '')?.[1]);
    expect(age).toBeLessThanOrEqual(300);
  });

  test('in English it says the same, and the other language is one link away', async () => {
    const { text } = await open(`/l/${own.code}?lang=en`);
    expect(text).toContain('<html lang="en"');
    expect(text).toContain('Call for rescue: 96333');
    expect(text).toContain('Next by ');
    expect(text).toContain('中文');
  });

  test('a record that is still being checked is called that, never maintained', async () => {
    await setRecord({ validity: 'suspect' });
    const { text } = await open(`/l/${own.code}`);
    expect(text).toContain('最近一次维保：核查中');
    expect(text).not.toContain('维保按时');
    expect(text).not.toContain('上次维保');
    await setRecord({ validity: 'valid' });
  });

  test('a confirmation by silence is marked as that', async () => {
    await setRecord({ ownerAnswer: 'defaulted' });
    expect((await open(`/l/${own.code}`)).text).toContain('使用单位逾期默认确认（不是本人签名）');
    await setRecord({ ownerAnswer: 'pending' });
  });

  test('a corrected record says so; a void one is gone from the list, and that there was one is said', async () => {
    await setRecord({ standing: 'amended' });
    expect((await open(`/l/${own.code}`)).text).toContain('有更正，以更正后的为准');
    await setRecord({ standing: 'voided', validity: 'invalid' });
    const { text } = await open(`/l/${own.code}`);
    expect(text).not.toContain('程望舒');
    expect(text).toContain('另有 1 次记录已作废，不算维保。');
    await setRecord({ standing: 'original', validity: 'valid' });
  });

  test('an escalator offers help for who is hurt or caught, since nobody can be trapped in it', async () => {
    await setLift({ type: '3310' }, foreign.liftId);
    const { text } = await open(`/l/${foreign.code}`);
    expect(text).toContain('有人受伤或被夹住？');
    expect(text).not.toContain('困在电梯里了');
    await setLift({ type: '3110' }, foreign.liftId);
  });

  test('a lift out of use says so before everything else, and help stays', async () => {
    await setLift({ state: 'suspended' }, foreign.liftId);
    const { text } = await open(`/l/${foreign.code}`);
    expect(text.indexOf('已停用，请不要乘坐')).toBeLessThan(text.indexOf('tel:96333'));
    await setLift({ state: 'in_use' }, foreign.liftId);
  });

  test('hostile words in a register stay words', async () => {
    await setLift({ place: '<script>alert(1)</script>"\'&' }, foreign.liftId);
    const { text } = await open(`/l/${foreign.code}`);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    await setLift({ place: '榕浦区望溪花园 3 幢' }, foreign.liftId);
  });

  test('a code that was replaced says so and still brings help', async () => {
    const [codes, unitOfWork, clock] = [
      await service.get(CodeService),
      await service.get(UnitOfWork),
      await service.get(Clock),
    ];
    const newer = await unitOfWork.run(systemCtx(clock.now(), 'fixture'), (tx) =>
      codes.issue(tx, foreign.liftId),
    );
    const { status, text } = await open(`/l/${foreign.code}`);
    expect(status).toBe(200);
    expect(text).toContain('这张二维码已经换过新的');
    expect(text).toContain('tel:96333');
    expect((await open(`/l/${newer}`)).text).not.toContain('已经换过新的');
  });

  test('the rescue number opens the page, and what is printed in the lift cannot be learnt from it', async () => {
    const page = await open('/l/999901');
    expect(page.status).toBe(200);
    expect(page.text).toContain('鹭湾区望溪花园 3 幢');
    expect(page.text).not.toContain(own.code);
    // A number can be guessed: the telephone is offered, and no button that the service would refuse.
    expect(page.text).toContain('tel:96333');
    expect(page.text).not.toContain('id="report"');
    const answer = await service.call(codeApi.numbered, { number: '999901' });
    expect(JSON.stringify(answer)).not.toContain(own.code);
    expect((await service.call(codeApi.lift, { token: '999901' })).status).toBe(404);
  });

  test('a code that never was, a number that is nobody’s and a text that is nothing hear the same 404, with the call on it', async () => {
    const pages = await Promise.all(
      ['0'.repeat(26), '000000', '%00', 'x'.repeat(3000)].map((token) => open(`/l/${token}`)),
    );
    for (const page of pages) {
      expect(page.status).toBe(404);
      expect(page.text).toBe(pages[0]?.text);
      expect(page.text).toContain('tel:96333');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('whoever tries numbers is stopped after so many, right ones included, and can still call for help', async () => {
    const me = { 'x-forwarded-for': '203.0.113.77' };
    for (let n = 0; n < lookUps; n += 1) await open('/l/999901', me);
    const refused = await open('/l/999901', me);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('查询太频繁');
    expect(refused.text).toContain('tel:96333');
  });

  test('the day of the query is the day in China', async () => {
    const { text } = await open(`/l/${own.code}`);
    const [year, month, day] = dayOf((await service.get(Clock)).now()).split('-');
    expect(text).toContain(`查询时间 ${year}年${Number(month)}月${Number(day)}日`);
  });

  test('announcements, ratings that were looked at and safety education stand below the lift; hostile words stay words', async () => {
    const announce = async (kind: 'announcement' | 'education', title: string, text: string) => {
      const draft = { kind, title, text, audience: 'public' as const, fromDay: dayOf(Date.now()) };
      const { id } = good(await service.call(announcementApi.write, draft, own.regulator));
      good(await service.call(announcementApi.publish, { announcementId: id, edition: 1 }, own.regulator));
    };
    await announce('announcement', '周六停电检修', '9 时至 11 时停梯。<script>alert(1)</script>');
    for (const { title, text } of educationTexts) await announce('education', title, text);
    good(await evaluate(service, own.code, 4));
    const waits = good(await evaluate(service, own.code, 1, { text: '还没有人看过的话' }));
    const page = await open(`/l/${own.code}`);
    expect(page.text).toContain('周六停电检修');
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).toContain('平均 4 星（1 人评价）');
    expect(page.text).not.toContain('还没有人看过的话');
    expect(page.text).toContain('安全教育');
    expect(page.text).toContain('投诉、建议、评价、纠错');
    expect(Buffer.byteLength(page.text)).toBeLessThanOrEqual(most);
    const { reportId } = waits;
    good(await service.call(publicReportApi.publish, { reportId, show: true }, own.regulator));
    expect((await open(`/l/${own.code}?lang=en`)).text).toContain('2.5 of 5 stars on average (2 ratings)');
    expect((await open(`/l/${foreign.code}`)).text).not.toContain('周六停电检修');
  });
});
