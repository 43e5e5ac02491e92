import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { mine, submitted } from '../../../test/fixture/public-reports';
import { good } from '../../../test/fixture/uploads';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { reportHelpers } from './testing/report-helpers';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const { show, feed } = reportHelpers(() => ({ service, own }));

  test('a correction that was applied and is appealed against is answered and fed back by the desk', async () => {
    const { reportId, token } = await submitted(service, own.code, {
      ...{ kind: 'correction', category: 'register', text: '' },
      proposal: { ownNumber: '南楼 12 号梯' },
    });
    const confirm = { reportId, accept: true, text: '属实。' };
    good(await service.call(publicReportApi.confirm, confirm, own.regulator));
    await (await service.get(Outbox)).settle();
    expect((await mine(service, token)).state).toBe('fed_back');
    good(await service.call(publicReportApi.appeal, { token, text: '地址也要改' }));
    good(await service.call(publicReportApi.answer, { reportId, text: '地址已另行核对。' }, own.regulator));
    expect((await show(reportId, own.regulator)).may.feedBack).toBe(true);
    good(await feed(reportId, { text: '地址核对无误。', byMaintenance: false }));
    const answered = await mine(service, token);
    expect([answered.state, answered.feedback]).toEqual(['fed_back', '地址核对无误。']);
  });
});
