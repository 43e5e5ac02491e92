import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import {
  publicReportApi,
  reportPicturePath,
} from '@lifttrust/shared-types/public-report/public-report.contract';
import sharp from 'sharp';
import { Clock } from '../../cloud/src/kernel/clock';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { DailyRound } from '../../cloud/src/round/daily-round';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { evaluate, mine, sendPicture, submitted } from '../fixture/public-reports';
import { good } from '../fixture/uploads';

const day = 86_400_000;
const phone = '10099010066';
const words = '我住 1203，姓欧阳。电梯下行抖得厉害，电话 10099010066。';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const show = async (reportId: string, who: Worker) =>
    good(await service.call(publicReportApi.show, { reportId }, who));
  const heard = async (who: Worker, reportId: string) =>
    good(await service.call(messageApi.list, { limit: 100 }, who)).items.filter(
      ({ subjectId }) => subjectId === reportId,
    );
  const look = (reportId: string, id: string, who: Worker) =>
    fetch(service.url + reportPicturePath(reportId, id), {
      headers: { authorization: `Bearer ${who.token}`, 'x-device-id': who.deviceId },
    });
  const publicPage = async () => (await fetch(`${service.url}/l/${own.code}`)).text();
  const morning = async () => (await service.get(DailyRound)).make();

  test('a passenger without a login complains with a picture, reads the answer, appeals once, and stays hidden', async () => {
    // In the lift: words, a picture, no account. The token is all that leads back.
    const { reportId, token } = await submitted(service, own.code, { text: words, callbackPhone: phone });
    const marked = await sharp(await photograph())
      .withExif({ IFD0: { Make: 'Camera of Ouyang', Copyright: 'flat 1203' } })
      .jpeg()
      .toBuffer();
    const pictureId = await sendPicture(service, token, marked);
    expect(await mine(service, token)).toMatchObject({ state: 'received', pictures: 1 });
    expect((await service.call(publicReportApi.show, { reportId }, own.admin)).status).toBe(404);

    // The office reads it all, decides about the picture, and passes on what the company needs.
    const desk = own.regulator;
    expect(await show(reportId, desk)).toMatchObject({ text: words, hasPhone: true, toLookAt: true });
    good(await service.call(publicReportApi.decide, { reportId, accept: true }, desk));
    good(await service.call(publicReportApi.judgePicture, { reportId, pictureId, show: true }, desk));
    const route = { reportId, to: 'company' as const, text: '住户反映下行抖动，联系电话 10099010066。' };
    good(await service.call(publicReportApi.route, route, desk));

    // The company is told where to answer; neither its words nor its picture say who it was.
    const [told] = await heard(own.admin, reportId);
    expect(told).toMatchObject({
      kind: 'public_report.routed',
      page: `report/answer/index?reportId=${reportId}`,
    });
    const seen = await show(reportId, own.admin);
    expect(seen).toMatchObject({ text: '住户反映下行抖动，联系电话 100****66。', hasPhone: false });
    for (const secret of ['欧阳', '1203', phone]) expect(JSON.stringify([seen, told])).not.toContain(secret);
    expect((await service.call(publicReportApi.phone, { reportId, purpose: '回电' }, own.admin)).status).toBe(
      403,
    );
    const picture = Buffer.from(await (await look(reportId, pictureId, own.admin)).arrayBuffer());
    expect((await sharp(picture).metadata()).exif).toBeUndefined();
    expect(picture.includes('Ouyang')).toBe(false);
    for (const stranger of [own.lead, own.officer, foreign.admin, foreign.regulator])
      expect((await service.call(publicReportApi.show, { reportId }, stranger)).status).toBe(404);

    // The company answers; the passenger hears it from the office, and nobody else hears anything.
    good(await service.call(publicReportApi.answer, { reportId, text: '导靴磨损，已更换。' }, own.admin));
    expect((await mine(service, token)).feedback).toBe('');
    const feedback = { reportId, verdict: 'verified' as const, byMaintenance: true };
    good(await service.call(publicReportApi.feedBack, { ...feedback, text: '已更换导靴。' }, desk));
    expect(await mine(service, token)).toMatchObject({
      ...{ state: 'fed_back', feedback: '已更换导靴。', lateness: 'none' },
      may: { rate: true, appeal: true },
    });

    // Not so: a week later it shakes again. The term begins anew, and what is late is said to whom it concerns.
    clock.shift(2 * day);
    const appealed = good(
      await service.call(publicReportApi.appeal, { token, text: '今天又抖了，1203 欧阳。' }),
    );
    expect(appealed).toMatchObject({ state: 'accepted', feedback: '', may: { appeal: false } });
    const people = [own.regulator, own.admin];
    const signIn = async () => {
      for (const who of people) who.token = await service.signIn(who.personId, who.deviceId);
    };
    await signIn();
    good(await service.call(publicReportApi.route, { ...route, text: '复议：仍有抖动，请复查。' }, desk));
    expect(JSON.stringify(await show(reportId, own.admin))).not.toContain('欧阳');
    clock.shift(20 * day);
    await signIn();
    await morning();
    expect((await show(reportId, own.admin)).lateness).toBe('reply');
    expect(await heard(own.admin, reportId)).toContainEqual(
      expect.objectContaining({
        kind: 'public_report.late',
        page: `report/answer/index?reportId=${reportId}`,
      }),
    );
    good(await service.call(publicReportApi.answer, { reportId, text: '已校正导轨。' }, own.admin));
    good(await service.call(publicReportApi.feedBack, { ...feedback, text: '已校正导轨，请您放心。' }, desk));

    // The end: the second answer is read and rated, there is no third round, and that it was late stays.
    const closed = good(await service.call(publicReportApi.rate, { token, stars: 4 }));
    expect(closed).toMatchObject({ state: 'rated', feedback: '已校正导轨，请您放心。', lateness: 'reply' });
    const again = await service.call(publicReportApi.appeal, { token, text: '再看看' });
    expect(again.error?.code).toBe('public_report.appealed_once');
    expect((await show(reportId, desk)).steps.map(({ act }) => act)).toEqual([
      ...['提交', '受理', '转办', '回复', '反馈', '申请复议', '转办', '回复', '反馈', '评价办理结果'],
    ]);
    const page = await publicPage();
    for (const secret of ['欧阳', '抖得厉害', '导靴', phone]) expect(page).not.toContain(secret);
  });

  test('words about a lift stand on its page when somebody has looked at them, and not before', async () => {
    const said = good(await evaluate(service, own.code, 2, { text: '王师傅 10099010055 态度不好' }));
    expect(await publicPage()).not.toContain('态度不好');
    const before = good(await service.call(publicReportApi.evaluations, { token: own.code }));
    expect(before).toMatchObject({ count: 0, items: [] });
    const look = { reportId: said.reportId, show: true, text: '态度不好' };
    good(await service.call(publicReportApi.publish, look, own.regulator));
    const page = await publicPage();
    expect(page).toContain('态度不好');
    expect(page).not.toContain('王师傅');
  });
});
