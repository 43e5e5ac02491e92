import {
  type FaultReport,
  faultReportApi,
  faultTokenHeader,
} from '@lifttrust/shared-types/call-out/fault-report.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import type { PhoneFile } from '../../platform/types';
import { sendReporterPicture } from '../file/reporter-picture';
import { keepReport } from './fault-report-store';

type Draft = CallOf<typeof faultReportApi.report>;

/** `clientKey`: the same for every attempt at one report, so that it is made once. */
export async function reportFault(draft: Draft): Promise<FaultReport & { token: string }> {
  const made = await call(faultReportApi.report, draft);
  keepReport(made);
  return made;
}

export const followFault = (reportId: string, token: string): Promise<FaultReport> =>
  call(faultReportApi.follow, { reportId, token });

/** A picture after the report, under its secret. */
export const addPicture = (reportId: string, token: string, file: PhoneFile): Promise<void> =>
  sendReporterPicture(file, {
    ...{ token, header: faultTokenHeader },
    announce: (facts) => call(faultReportApi.announcePicture, { reportId, token, ...facts }, once()),
    report: (fileId) => call(faultReportApi.reportPicture, { reportId, fileId, token }, once()),
  });

const once = () => ({ requestKey: randomId(device.now()) });
