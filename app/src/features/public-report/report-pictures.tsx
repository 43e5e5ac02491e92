import {
  publicReportApi,
  reportTokenHeader,
} from '@lifttrust/shared-types/public-report/public-report.contract';
import {
  mostPictures,
  type OwnReport,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { call } from '../../lib/call';
import { sendReporterPicture } from '../file/reporter-picture';
import { ReporterPictures } from '../file/reporter-pictures';

interface Props {
  token: string;
  report: OwnReport;
  onSent: () => void;
}

/** Pictures to what was just reported: the desk looks at them before anybody else does. */
export const ReportPictures = ({ token, report, onSent }: Props) =>
  report.may.addPicture && report.kind !== 'evaluation' ? (
    <ReporterPictures
      sent={report.pictures}
      most={mostPictures}
      note="提交后一小时内可以加。监管部门先看过，合适的才转给办理单位；不会公开。"
      send={(file) =>
        sendReporterPicture(file, {
          ...{ token, header: reportTokenHeader },
          announce: (facts) => call(publicReportApi.announcePicture, { token, ...facts }),
          report: (fileId) => call(publicReportApi.reportPicture, { token, fileId }),
        })
      }
      onSent={onSent}
    />
  ) : null;
