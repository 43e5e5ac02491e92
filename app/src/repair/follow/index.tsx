import { callOutStates, faultInWords } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { FaultReport } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Text } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { ReporterPictures } from '../../features/file/reporter-pictures';
import { addPicture, followFault } from '../../features/repair/fault-report-commands';
import { type KeptReport, keptReports } from '../../features/repair/fault-report-store';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Empty, PageState } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { type StepLine, Steps } from '../../ui/steps';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';

const mostPictures = 3;

/** What became of a fault reported on this phone; without one named, all that are kept here. */
export default function FollowFaultPage() {
  const { params } = useRouter();
  const [chosen, setChosen] = useState(params.reportId ?? '');
  const kept = keptReports();
  const one = kept.find(({ reportId }) => reportId === chosen);
  if (one) return <Follow kept={one} />;
  return (
    <Screen id="followed">
      {kept.length === 0 ? (
        <Empty icon="list" title="这台手机上没有报修" line="扫电梯上的码可以报修，之后在这里看进展。" />
      ) : (
        <Card>
          {kept.map(({ reportId, place, reportedAt }) => (
            <Cell
              key={reportId}
              id={`report-${reportId}`}
              icon="alert"
              label={place}
              note={`${instantInWords(reportedAt)} 报修`}
              onPress={() => setChosen(reportId)}
            />
          ))}
        </Card>
      )}
    </Screen>
  );
}

function Follow({ kept: { reportId, token } }: { kept: KeptReport }) {
  const load = useLoad(() => followFault(reportId, token));
  useRefresh(load.reload, load.value !== null && load.value.closedAt === null);
  return (
    <Screen id="follow">
      <PageState load={load}>
        {(known) => (
          <>
            <Notice id="where-it-stands" tone={known.closedAt ? 'success' : 'brand'} title={known.message} />
            {known.feedback ? (
              <Card id="feedback">
                <CardTitle>答复</CardTitle>
                <Text>{known.feedback}</Text>
                <Note>{known.companyName}</Note>
              </Card>
            ) : null}
            <Card id="followed-report">
              <CardTitle aside={<Tag text={callOutStates[known.state]} tone="brand" />}>
                {known.place} {known.ownNumber}
              </CardTitle>
              <Text>{faultInWords(known)}</Text>
              {known.others > 0 ? <Note>还有 {known.others} 人次报修同一故障，一并处理。</Note> : null}
              {known.stop ? <Note>停用中，预计 {dayInWords(known.stop.expectedOn)} 恢复使用。</Note> : null}
            </Card>
            <Card>
              <Steps lines={linesOf(known)} />
            </Card>
            {known.closedAt === null ? (
              <ReporterPictures
                sent={known.pictures}
                most={mostPictures}
                note="只给来修的人、使用单位和监管部门看。"
                send={(file) => addPicture(reportId, token, file)}
                onSent={load.reload}
              />
            ) : null}
            <Note>查询凭证只存在这台手机里。</Note>
          </>
        )}
      </PageState>
    </Screen>
  );
}

function linesOf(report: FaultReport): StepLine[] {
  const steps: [string, string, number | null][] = [
    ['reported', '已报修', report.reportedAt],
    ['accepted', '已接单', report.acceptedAt],
    ['arrived', '已到场', report.arrivedAt],
    ['finished', '已处理', report.finishedAt],
    ['closed', '使用单位已确认', report.closedAt],
  ];
  // Another firm's people arrive without a check-in here: no step waits for what will not come.
  const shown = steps.filter(([key, , at]) => key !== 'arrived' || at !== null || report.finishedAt === null);
  const next = shown.find(([, , at]) => at === null)?.[0];
  return shown.map(([key, label, at]) => ({
    ...{ key, label, state: at !== null ? 'done' : key === next ? 'now' : 'waiting' },
    time: at === null ? undefined : instantInWords(at),
  }));
}
