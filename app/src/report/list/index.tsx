import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportCategories, reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  latenessWords,
  type ReportCard,
  reportStateTones,
  reportStateWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { replyTerm } from '../../features/public-report/reply-term';
import { call } from '../../lib/call';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Empty, PageState } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';

const most = 50;

/** What the public says about this unit's lifts and the desk passed on, and corrections for it to check; open ones first. */
export default function ReportsPage() {
  const load = useLoad(() => call(publicReportApi.list, { pageSize: most }));
  return (
    <Screen id="unit-reports">
      <PageState load={load}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty
              icon="check"
              title="没有公众反映"
              line="监管部门转给本单位的投诉、建议，和待核对的资料纠错，会出现在这里，并发消息提醒。"
            />
          ) : (
            <>
              {items.map((report) => (
                <OneReport key={report.id} report={report} />
              ))}
              {total > items.length ? <Note>只列出前 {most} 件，其余请在电脑上的管理后台查看。</Note> : null}
            </>
          )
        }
      </PageState>
    </Screen>
  );
}

const OneReport = ({ report }: { report: ReportCard }) => (
  <Card>
    <CardTitle aside={<Tag text={reportStateWords[report.state]} tone={reportStateTones[report.state]} />}>
      {reportKinds[report.kind]}
    </CardTitle>
    <Cell
      id={`report-${report.id}`}
      label={report.lift ? `${report.lift.place} ${report.lift.ownNumber}`.trim() : '本平台'}
      note={reportCategories[report.category]}
      onPress={() => openPage('report/answer', { reportId: report.id })}
    />
    {report.state === 'routed' ? <Cell label="答复期限" value={replyTerm(report) ?? ''} /> : null}
    {report.lateness === 'none' ? null : (
      <Tag text={latenessWords[report.lateness]} tone="danger" icon="alert" />
    )}
  </Card>
);
