import {
  type FaultReport,
  faultReportApi,
  faultTokenHeader,
} from '@lifttrust/shared-types/call-out/fault-report.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { headersOf } from '../../lib/session';
import { takePhoto } from '../../platform/camera';
import { device } from '../../platform/device';
import { dropFile } from '../../platform/files';
import { sendFile } from '../../platform/wire';
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
export async function addPicture(reportId: string, token: string): Promise<void> {
  const file = await takePhoto('back');
  const { sha256, bytes, contentType } = file;
  const announced = await call(
    faultReportApi.announcePicture,
    { reportId, token, sha256, bytes, contentType },
    { requestKey: randomId(device.now()) },
  );
  const { upload, fileId } = announced;
  const own = /^https?:/.test(upload.url) ? {} : { ...headersOf(null), [faultTokenHeader]: token };
  await sendFile({ ...upload, headers: own, file });
  await call(
    faultReportApi.reportPicture,
    { reportId, fileId, token },
    { requestKey: randomId(device.now()) },
  );
  void dropFile(file.path);
}
