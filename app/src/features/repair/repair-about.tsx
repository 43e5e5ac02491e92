import { faultCauses, faultInWords, reportSources } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Text } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note, SectionTitle } from '../../ui/screen';
import { Steps } from '../../ui/steps';
import { Tag } from '../../ui/tag';
import { actInWords, stateTag } from './repair-words';

/** What was reported, and what everybody concerned should know first. */
export const RepairHead = ({ job }: { job: CallOut }) => (
  <>
    <Card id="repair">
      <CardTitle aside={<Tag {...stateTag(job)} />}>
        {job.lift.place} {job.lift.ownNumber}
      </CardTitle>
      <Text>{faultInWords(job)}</Text>
      <Note>
        {instantInWords(job.reportedAt)} {reportSources[job.source]}报修
        {job.reports > 1 ? `，共 ${job.reports} 人次` : ''}
      </Note>
      <Note>{job.lift.address}</Note>
    </Card>
    {job.onStopped ? (
      <Notice tone="warning" title="报修时电梯登记为停用" lines={['请先核实是否仍有人使用。']} />
    ) : null}
    {job.stop && job.stop.to === null ? (
      <Notice
        id="stop-notice"
        tone="warning"
        title={`停用中，预计 ${dayInWords(job.stop.expectedOn)} 恢复`}
        lines={[job.stop.reason, job.solution]}
      />
    ) : null}
  </>
);

/** How it ended, with what was put in. */
export const RepairResult = ({ job }: { job: CallOut }) => (
  <>
    {job.outcome ? (
      <Card id="repair-result">
        <CardTitle>{job.outcome === 'no_fault' ? '没有发现故障' : '已修好'}</CardTitle>
        <Text>{job.work}</Text>
        {job.cause ? <Cell label="原因" value={faultCauses[job.cause]} /> : null}
        {job.service ? <Cell label="修理单位" value={job.service} /> : null}
      </Card>
    ) : null}
    {job.parts.length > 0 ? (
      <Card id="repair-parts">
        <CardTitle>更换的部件</CardTitle>
        {job.parts.map((part) => (
          <Cell
            key={part.id}
            label={`${part.name} × ${part.quantity}`}
            {...(part.isSafety
              ? { note: `安全部件 · ${part.maker} · 型式试验 ${part.typeTestNumber} · 旧件已拍照` }
              : {})}
          />
        ))}
      </Card>
    ) : null}
  </>
);

export const RepairTimeline = ({ job }: { job: CallOut }) => (
  <>
    <SectionTitle>经过</SectionTitle>
    <Card id="repair-timeline">
      <Steps
        lines={job.timeline.map(({ at, act, by, text, entryHash }) => ({
          ...{ key: entryHash, label: actInWords(act), state: 'done' as const },
          time: instantInWords(at),
          seen: [by, text].filter((part) => part !== '').join('：') || undefined,
        }))}
      />
      <Note>每一步都按服务器时间封存，不能更改。</Note>
    </Card>
  </>
);
