import { callOutApi, callOutFilePath } from '@lifttrust/shared-types/call-out/call-out.contract';
import {
  faultCauses,
  faultSigns,
  repairSlots,
  reportSources,
} from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { fileContentPath } from '@lifttrust/shared-types/file/file.contract';
import { Alert, Button, Descriptions, Drawer, Image, Space, Table, Timeline } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { dateWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Problem, Read } from '../../ui/problem';
import { usePicture } from '../../ui/use-picture';
import { CallOutActs } from './call-out-acts';
import { actInWords, CallOutTag, lateInWords } from './call-out-words';

interface Props {
  callOutId: string | null;
  onClose: () => void;
  onDone: () => void;
}

/** One call-out: what was reported, who came, what was done, and what this reader may do about it. */
export function CallOutDrawer({ callOutId, onClose, onDone }: Props) {
  const job = useLoad(callOutApi.show, callOutId ? { callOutId } : null);
  const shown = job.data?.id === callOutId ? job.data : null;
  const done = () => {
    job.reload();
    onDone();
  };
  return (
    <Drawer
      open={callOutId !== null}
      width={760}
      title={shown ? `急修 ${shown.lift.place} ${shown.lift.ownNumber}` : '急修'}
      onClose={onClose}
      destroyOnHidden
    >
      {callOutId ? (
        <Read from={{ ...job, data: shown }}>{(known) => <Body job={known} onDone={done} />}</Read>
      ) : null}
    </Drawer>
  );
}

const Body = ({ job, onDone }: { job: CallOut; onDone: () => void }) => (
  <>
    {job.stop && job.stop.to === null ? (
      <Alert
        showIcon
        type="warning"
        style={{ marginBottom: 16 }}
        message={`停用中，预计 ${dateWords(job.stop.expectedOn)} 恢复`}
        description={`${job.stop.reason}。方案：${job.solution}`}
      />
    ) : null}
    <Facts job={job} />
    <CallOutActs job={job} onDone={onDone} />
    <Section title={`报修（${job.reportList.length}）`}>
      {job.reportList.map((report) => (
        <div key={report.id} style={{ marginBottom: 8 }}>
          {momentWords(report.at)} {reportSources[report.source]}
          {report.by ? ` ${report.by}` : ''}：{faultSigns[report.sign]}
          {report.text ? `，${report.text}` : ''}
          <Pictures
            paths={report.pictures.map((fileId) => callOutFilePath(job.id, fileId))}
            what="报修照片"
          />
        </div>
      ))}
    </Section>
    {job.photos.length > 0 || job.serviceReportIds.length > 0 ? (
      <Section title="现场照片" extra={<span className="quiet">查看会记入日志</span>}>
        <Space wrap>
          {job.photos.map(({ fileId, slot }) => (
            <Pictures key={fileId} paths={[fileContentPath(fileId)]} what={repairSlots[slot]} />
          ))}
        </Space>
        {job.serviceReportIds.length > 0 ? <p>其他单位的修理单 {job.serviceReportIds.length} 份。</p> : null}
      </Section>
    ) : null}
    {job.parts.length > 0 ? <Parts job={job} /> : null}
    <Section title="经过">
      <Timeline
        items={job.timeline.map(({ at, act, by, text, entryHash }) => ({
          key: entryHash,
          children: (
            <>
              {actInWords(act)} <span className="quiet">{momentWords(at)}</span>
              {by || text ? <div>{[by, text].filter((part) => part !== '').join('：')}</div> : null}
              <div className="mono quiet">{entryHash.slice(0, 16)}…</div>
            </>
          ),
        }))}
      />
    </Section>
  </>
);

const Facts = ({ job }: { job: CallOut }) => (
  <Descriptions
    size="small"
    column={1}
    styles={{ label: { width: 120 } }}
    items={[
      { key: 'state', label: '状态', children: <CallOutTag job={job} /> },
      ...(lateInWords(job.late) ? [{ key: 'late', label: '迟了的', children: lateInWords(job.late) }] : []),
      {
        key: 'lift',
        label: '电梯',
        children: <Link to={`/lifts/${job.lift.id}`}>{`${job.lift.place} ${job.lift.ownNumber}`}</Link>,
      },
      { key: 'company', label: '维保单位', children: job.company?.name ?? '无' },
      { key: 'owner', label: '使用单位', children: job.owner?.name ?? '无' },
      {
        key: 'who',
        label: '谁去修',
        children: job.service
          ? `${job.service}${job.servicePermit ? `（许可证 ${job.servicePermit}）` : ''}`
          : job.members
              .map(({ person, codeAt }) => `${person.name}${codeAt ? `（${momentWords(codeAt)} 到场）` : ''}`)
              .join('、') || '还没有派单',
      },
      ...(job.outcome
        ? [
            {
              key: 'result',
              label: '结果',
              children: `${job.outcome === 'no_fault' ? '没有发现故障' : '已修好'}${job.cause ? ` · ${faultCauses[job.cause]}` : ''}：${job.work}`,
            },
            { key: 'feedback', label: '给报修人的答复', children: job.feedback },
          ]
        : []),
      ...(job.major
        ? [
            {
              key: 'major',
              label: '重大修理',
              children: `${job.major.scope}；施工告知 ${job.major.noticeNumber}（${dateWords(job.major.noticeOn)}）；监督检验 ${job.major.inspectionNumber ?? '还没有登记'}`,
            },
          ]
        : []),
      ...(job.focus
        ? [{ key: 'focus', label: '反复故障', children: `近期 ${job.faults} 次，列为重点电梯` }]
        : []),
    ]}
  />
);

const Parts = ({ job }: { job: CallOut }) => (
  <Section title="更换的部件">
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={job.parts}
      columns={[
        { title: '部件', render: (_, one) => `${one.name} × ${one.quantity}` },
        { title: '安全部件', render: (_, one) => (one.isSafety ? '是' : '否') },
        { title: '制造单位', dataIndex: 'maker' },
        { title: '型式试验', dataIndex: 'typeTestNumber' },
        {
          title: '旧件',
          render: (_, one) =>
            one.oldPhotoId ? <Pictures paths={[fileContentPath(one.oldPhotoId)]} what="旧件" /> : '—',
        },
      ]}
    />
  </Section>
);

/** Opened one by one, since each look is written down. */
function Pictures({ paths, what }: { paths: string[]; what: string }) {
  const [open, setOpen] = useState<string[]>([]);
  return (
    <Space wrap>
      {paths.map((path, at) =>
        open.includes(path) ? (
          <Picture key={path} path={path} alt={what} />
        ) : (
          <Button key={path} size="small" onClick={() => setOpen([...open, path])}>
            看{what}
            {paths.length > 1 ? ` ${at + 1}` : ''}
          </Button>
        ),
      )}
    </Space>
  );
}

function Picture({ path, alt }: { path: string; alt: string }) {
  const { url, error } = usePicture(path);
  if (error) return <Problem error={error} />;
  return url ? <Image src={url} alt={alt} width={160} /> : null;
}
