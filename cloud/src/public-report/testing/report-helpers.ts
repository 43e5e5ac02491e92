import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import type { StaffedDistrict, Worker } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { Database } from '../../kernel/database';
import type { TestService } from '../../kernel/testing/service';

/** What tests of reports do again and again: the steps of the own district's desk, and what others see of it. */
export function reportHelpers(place: () => { service: TestService; own: StaffedDistrict }) {
  const manager = async () => (await place().service.get(Database)).reader.manager;
  const show = async (reportId: string, who: Worker) =>
    good(await place().service.call(publicReportApi.show, { reportId }, who));
  const accept = async (reportId: string) => {
    const { service, own } = place();
    return good(await service.call(publicReportApi.decide, { reportId, accept: true }, own.regulator));
  };
  const pass = async (
    reportId: string,
    to: 'company' | 'owner' | 'district' = 'company',
    text = '请核实电梯抖动情况。',
  ) => {
    const { service, own } = place();
    return good(await service.call(publicReportApi.route, { reportId, to, text }, own.regulator));
  };
  const feed = (reportId: string, more = {}) => {
    const { service, own } = place();
    return service.call(
      publicReportApi.feedBack,
      { reportId, text: '已更换导靴，现运行平稳。', verdict: 'verified', byMaintenance: true, ...more },
      own.regulator,
    );
  };
  const inbox = async (who: Worker, reportId: string) =>
    good(await place().service.call(messageApi.list, {}, who))
      .items.filter(({ subjectId }) => subjectId === reportId)
      .map(({ kind }) => kind);
  return { manager, show, accept, pass, feed, inbox };
}
