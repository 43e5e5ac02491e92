import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { draftAbout, evaluate, freshPhone, mine, submitted } from '../../../test/fixture/public-reports';
import { good } from '../../../test/fixture/uploads';
import { CodeService } from '../code/code.service';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { PublicReport } from './public-report.entity';
import { reportHelpers } from './testing/report-helpers';

const day = 86_400_000;
const phone = '10099010077';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const { manager, show, accept, pass, feed, inbox } = reportHelpers(() => ({ service, own }));

  describe('from complaint to answer', () => {
    test('accepted, passed on, answered, fed back and rated: each hears what is theirs, and only that', async () => {
      const { reportId, token } = await submitted(service, own.code, {
        text: '李某某住我隔壁，电话 10011112222，电梯抖得厉害。',
        callbackPhone: phone,
      });
      expect(await inbox(own.regulator, reportId)).toEqual(['public_report.received']);
      expect((await mine(service, token)).state).toBe('received');
      await accept(reportId);
      await pass(reportId, 'company', '住户反映电梯抖动，电话 10011112222。');
      expect(await inbox(own.admin, reportId)).toEqual(['public_report.routed']);

      const seen = await show(reportId, own.admin);
      expect(seen.text).toBe('住户反映电梯抖动，电话 100****22。');
      expect(JSON.stringify(seen)).not.toContain('李某某');
      expect(seen.hasPhone).toBe(false);
      const asked = await service.call(publicReportApi.phone, { reportId, purpose: '回电' }, own.admin);
      expect(asked.error?.code).toBe('public_report.not_agreed');

      good(await service.call(publicReportApi.answer, { reportId, text: '导靴磨损，已更换。' }, own.admin));
      // A unit's words reach the public through the desk alone.
      expect((await mine(service, token)).feedback).toBe('');
      good(await feed(reportId));
      const answered = await mine(service, token);
      expect([answered.state, answered.feedback]).toEqual(['fed_back', '已更换导靴，现运行平稳。']);
      expect(answered.may).toEqual({ rate: true, appeal: true, addPicture: true });
      const rated = good(await service.call(publicReportApi.rate, { token, stars: 5, text: '快' }));
      expect([rated.state, rated.rating]).toEqual(['rated', 5]);
      const twice = await service.call(publicReportApi.rate, { token, stars: 1 });
      expect(twice.error?.code).toBe('public_report.moved_on');

      const whole = await show(reportId, own.regulator);
      expect(whole.byMaintenance).toBe(true);
      expect(whole.steps.map(({ act }) => act)).toEqual([
        '提交',
        '受理',
        '转办',
        '回复',
        '反馈',
        '评价办理结果',
      ]);
    });

    test('what was written lies encrypted, and whoever reads it leaves a trace', async () => {
      const { reportId } = await submitted(service, own.code, { text: '这里有一段只能本人和监管看的话' });
      const row = await (await manager()).findOneByOrFail(PublicReport, { id: reportId });
      expect(JSON.stringify(row)).not.toContain('只能本人');
      expect((await show(reportId, own.auditor)).text).toContain('只能本人');
      const reads = { action: 'public_report.read', subjectId: reportId, personId: own.auditor.personId };
      expect(await (await manager()).countBy(AuditEntry, reads)).toBe(1);
    });

    test('whoever agrees to be named is called back by the unit, with a trace', async () => {
      const { reportId } = await submitted(service, own.code, {
        agreesToBeNamed: true,
        callbackPhone: phone,
      });
      await accept(reportId);
      await pass(reportId, 'owner');
      expect((await show(reportId, own.officer)).hasPhone).toBe(true);
      const asked = await service.call(publicReportApi.phone, { reportId, purpose: '约时间' }, own.officer);
      expect(good(asked).phones).toEqual([phone]);
      const trace = { action: 'personal.read', subjectId: reportId, personId: own.officer.personId };
      expect(await (await manager()).countBy(AuditEntry, trace)).toBe(1);
    });

    test('before it is passed on it does not exist for the company, nor afterwards for the owner or strangers', async () => {
      const { reportId } = await submitted(service, own.code);
      const status = async (who: Worker) =>
        (await service.call(publicReportApi.show, { reportId }, who)).status;
      expect(await status(own.admin)).toBe(404);
      await accept(reportId);
      await pass(reportId);
      expect(await status(own.admin)).toBe(200);
      expect(
        await Promise.all([own.officer, own.lead, foreign.regulator, foreign.admin].map(status)),
      ).toEqual([404, 404, 404, 404]);
    });

    test('a unit that it does not concern sends it back, and the desk passes it to another', async () => {
      const { reportId } = await submitted(service, own.code);
      await accept(reportId);
      await pass(reportId);
      const back = { reportId, reason: '属物业用电问题，不是维保范围。' };
      expect(good(await service.call(publicReportApi.sendBack, back, own.admin)).state).toBe('accepted');
      expect((await service.call(publicReportApi.show, { reportId }, own.admin)).status).toBe(404);
      expect((await pass(reportId, 'owner')).routeName).toBe('鹭湾区示例物业服务中心');
      const answer = { reportId, text: '已处理。' };
      expect((await service.call(publicReportApi.answer, answer, own.admin)).status).toBe(404);
      expect(good(await service.call(publicReportApi.answer, answer, own.officer)).state).toBe('answered');
    });

    test('noise goes to the street office, whose answer the desk enters', async () => {
      const { reportId } = await submitted(service, own.code, { category: 'noise' });
      expect((await accept(reportId)).suggestion.to).toBe('authority');
      const to = { reportId, to: 'authority', text: '夜间噪声。' } as const;
      const nowhere = await service.call(publicReportApi.route, to, own.regulator);
      expect(nowhere.error?.code).toBe('public_report.authority_missing');
      const routed = good(
        await service.call(publicReportApi.route, { ...to, authority: '示例街道办事处' }, own.regulator),
      );
      expect(routed.routeName).toBe('示例街道办事处');
      const answer = { reportId, text: '街道已上门劝导。' };
      expect(good(await service.call(publicReportApi.answer, answer, own.regulator)).state).toBe('answered');
    });

    test('maintenance is named as the cause only of what was found true', async () => {
      const { reportId } = await submitted(service, own.code);
      await accept(reportId);
      good(await service.call(publicReportApi.answer, { reportId, text: '查无此事。' }, own.regulator));
      expect((await feed(reportId, { verdict: 'unfounded' })).error?.code).toBe(
        'public_report.cause_unverified',
      );
      expect(good(await feed(reportId, { verdict: 'unfounded', byMaintenance: false })).state).toBe(
        'fed_back',
      );
    });

    test('of two decisions at once one is heard', async () => {
      const { reportId } = await submitted(service, own.code);
      const both = await Promise.all(
        [own.regulator, own.regulatorAdmin].map((who) =>
          service.call(publicReportApi.decide, { reportId, accept: true }, who),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  describe('terms', () => {
    test('what nobody accepted in a working day is late on every list, told every morning, and stays late when done', async () => {
      const { reportId, token } = await submitted(service, own.code);
      const late = async () =>
        good(
          await service.call(publicReportApi.list, { late: 'true', pageSize: 100 }, own.regulator),
        ).items.some(({ id }) => id === reportId);
      expect(await late()).toBe(false);
      clock.shift(20 * day);
      own.regulator.token = await service.signIn(own.regulator.personId);
      expect(await late()).toBe(true);
      expect((await mine(service, token)).lateness).toBe('accept');
      await (await service.get(DailyRound)).make();
      expect(await inbox(own.regulator, reportId)).toContain('public_report.late');
      clock.shift(-20 * day);
      own.regulator.token = await service.signIn(own.regulator.personId);
    });

    test('an appeal is made once and brings it back to the desk', async () => {
      const { reportId, token } = await submitted(service, own.code);
      const early = await service.call(publicReportApi.appeal, { token, text: '不同意' });
      expect(early.error?.code).toBe('public_report.not_answered_yet');
      const refuse = { reportId, accept: false };
      expect((await service.call(publicReportApi.decide, refuse, own.regulator)).error?.code).toBe(
        'public_report.reason_missing',
      );
      good(await service.call(publicReportApi.decide, { ...refuse, reason: '与电梯无关。' }, own.regulator));
      expect((await mine(service, token)).feedback).toBe('与电梯无关。');
      good(await service.call(publicReportApi.appeal, { token, text: '请再看一次照片' }));
      expect((await show(reportId, own.regulator)).state).toBe('accepted');
      good(await service.call(publicReportApi.answer, { reportId, text: '重新核实。' }, own.regulator));
      good(await feed(reportId));
      const again = await service.call(publicReportApi.appeal, { token, text: '还是不同意' });
      expect(again.error?.code).toBe('public_report.appealed_once');
    });
  });

  describe('evaluations', () => {
    test('stars are given at the lift: without a ticket, with another lift’s or another phone’s nothing is taken', async () => {
      const who = freshPhone();
      const { ticket } = good(await service.call(publicReportApi.ticket, { code: own.code }, who));
      const give = (code: string, given: string | undefined, phoneOf = who) =>
        service.call(
          publicReportApi.submit,
          draftAbout(code, {
            ...{ kind: 'evaluation', category: 'service', text: '', stars: 4 },
            ...(given ? { ticket: given } : {}),
          }),
          phoneOf,
        );
      for (const refused of [
        await give(own.code, undefined),
        await give(foreign.code, ticket),
        await give(own.code, ticket, freshPhone()),
        await give(own.code, ticket.replace(/.$/, '~')),
      ])
        expect(refused.error?.code).toBe('public_report.scan_needed');
      clock.shift(31 * 60_000);
      expect((await give(own.code, ticket)).error?.code).toBe('public_report.scan_needed');
      clock.shift(-31 * 60_000);
      expect(good(await give(own.code, ticket)).state).toBe('recorded');
    });

    test('a phone evaluates a lift once a day', async () => {
      const who = freshPhone();
      good(await evaluate(service, foreign.code, 5, { who }));
      const twice = await evaluate(service, foreign.code, 1, { who });
      expect(twice.error?.code).toBe('public_report.evaluated_today');
      clock.shift(day);
      good(await evaluate(service, foreign.code, 1, { who }));
      clock.shift(-day);
    });

    test('words wait for a person before the public reads them, stars alone do not; numbers are never shown', async () => {
      const read = async () => good(await service.call(publicReportApi.evaluations, { token: own.code }));
      const before = await read();
      good(await evaluate(service, own.code, 5));
      const spoken = good(
        await evaluate(service, own.code, 1, { text: '师傅王某，电话 10011113333，态度差' }),
      );
      expect((await read()).count).toBe(before.count + 1);
      const { reportId } = spoken;
      const publish = { reportId, show: true, text: '师傅电话 10011113333，态度差' };
      good(await service.call(publicReportApi.publish, publish, own.regulator));
      const now = await read();
      expect(now.count).toBe(before.count + 2);
      expect(now.items[0]).toMatchObject({ stars: 1, text: '师傅电话 100****33，态度差' });
      good(await service.call(publicReportApi.publish, { reportId, show: false }, own.regulator));
      expect((await read()).count).toBe(before.count + 1);
    });

    test('a competitor who evaluates again and again is taken kindly, and counts only when a person lets it', async () => {
      const who = freshPhone();
      for (const text of ['修得很慢', '总是坏的', '没有人管'])
        good(await service.call(publicReportApi.submit, draftAbout(foreign.code, { text }), who));
      const fourth = good(await evaluate(service, foreign.code, 1, { who }));
      const seen = await show(fourth.reportId, foreign.regulator);
      expect([seen.suspicion, seen.publication, seen.toLookAt]).toEqual(['same_device', 'waiting', true]);
    });

    test('a replaced code gives no ticket, but still takes complaints', async () => {
      const [codes, work] = [await service.get(CodeService), await service.get(UnitOfWork)];
      const old = foreign.code;
      foreign.code = await work.run(systemCtx(clock.now()), (tx) => codes.issue(tx, foreign.liftId));
      const ticket = await service.call(publicReportApi.ticket, { code: old });
      expect(ticket.error?.code).toBe('public_report.code_replaced');
      await submitted(service, old, { kind: 'mismatch', category: 'wrong_code', text: '码是旧的' });
      expect((await service.call(publicReportApi.ticket, { code: 'never-ours' })).status).toBe(404);
    });
  });
});
