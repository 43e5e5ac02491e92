import {
  publicReportApi,
  reportPicturePath,
} from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportCategories, reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  type ReportInFull,
  suspicionWords,
  verdictWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Alert, Button, Descriptions, Drawer, Modal, Space, Spin, Timeline } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Problem, Read, Refused } from '../../ui/problem';
import { usePicture } from '../../ui/use-picture';
import { Publication } from './publication';
import { ReportActs } from './report-acts';
import { placeOf, ReportTags, termWords } from './report-words';

interface Props {
  reportId: string | null;
  onClose: () => void;
  onDone: () => void;
}

/** One report: what was said, what became of it, and what this reader may do next. */
export function ReportDrawer({ reportId, onClose, onDone }: Props) {
  const report = useLoad(publicReportApi.show, reportId ? { reportId } : null);
  const shown = report.data?.id === reportId ? report.data : null;
  const done = (isGone = false) => {
    onDone();
    if (isGone) onClose();
    else report.reload();
  };
  return (
    <Drawer
      open={reportId !== null}
      width={720}
      title={shown ? `${reportKinds[shown.kind]} ${placeOf(shown)}` : '公众反映'}
      onClose={onClose}
      destroyOnHidden
    >
      {reportId ? (
        <Read from={{ ...report, data: shown }}>{(known) => <Body report={known} onDone={done} />}</Read>
      ) : null}
    </Drawer>
  );
}

interface BodyProps {
  report: ReportInFull;
  onDone: (isGone?: boolean) => void;
}

const Body = ({ report, onDone }: BodyProps) => (
  <>
    {suspicionWords[report.suspicion] ? (
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        message={suspicionWords[report.suspicion]}
      />
    ) : null}
    <Facts report={report} />
    <Said report={report} onDone={onDone} />
    {report.may.publish ? <Publication report={report} onDone={onDone} /> : null}
    <ReportActs key={report.state} report={report} onDone={onDone} />
    <Section title="经过">
      <Timeline
        items={report.steps.map(({ act, at, by, organisation, text }) => ({
          key: `${at} ${act}`,
          children: (
            <>
              {act}{' '}
              <span className="quiet">{[organisation, by, momentWords(at)].filter(Boolean).join(' · ')}</span>
              {text ? <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</div> : null}
            </>
          ),
        }))}
      />
    </Section>
  </>
);

const Facts = ({ report }: { report: ReportInFull }) => (
  <Descriptions
    size="small"
    column={1}
    styles={{ label: { width: 120 } }}
    items={[
      { key: 'state', label: '状态', children: <ReportTags report={report} /> },
      { key: 'term', label: '期限', children: termWords(report) || '已办结' },
      { key: 'category', label: '类别', children: reportCategories[report.category] },
      ...(report.lift
        ? [
            {
              key: 'lift',
              label: '电梯',
              children: <Link to={`/lifts/${report.lift.id}`}>{placeOf(report)}</Link>,
            },
          ]
        : []),
      ...(report.companyName ? [{ key: 'company', label: '维保单位', children: report.companyName }] : []),
      ...(report.ownerName ? [{ key: 'owner', label: '使用单位', children: report.ownerName }] : []),
      ...(report.routeName ? [{ key: 'route', label: '转给', children: report.routeName }] : []),
      ...(report.stars === null ? [] : [{ key: 'stars', label: '评分', children: `${report.stars} 星` }]),
      ...(report.verdict === 'open'
        ? []
        : [
            {
              key: 'verdict',
              label: '核实',
              children: verdictWords[report.verdict] + (report.byMaintenance ? '，维保质量造成' : ''),
            },
          ]),
      ...(report.rating === null
        ? []
        : [{ key: 'rating', label: '反映人评价', children: `${report.rating} 星` }]),
    ]}
  />
);

function Said({ report, onDone }: BodyProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Section
      title="内容"
      extra={report.may.readPhone && report.hasPhone ? <Phone reportId={report.id} /> : null}
    >
      {report.text ? (
        <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{report.text}</p>
      ) : (
        <p className="quiet">没有留言。</p>
      )}
      {report.proposal.map(({ field, label, before, after }) => (
        <p key={field}>
          {label}：登记为“{before || '空'}”，应为“{after}”
        </p>
      ))}
      <Space wrap>
        {report.pictures.map(({ id, state }, index) => (
          <Button key={id} onClick={() => setOpen(id)}>
            照片 {index + 1}
            {state === 'waiting' ? '（待看）' : state === 'hidden' ? '（不转）' : ''}
          </Button>
        ))}
      </Space>
      <Modal
        open={open !== null}
        width={760}
        title="照片"
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(null)}
      >
        {open ? <Picture report={report} pictureId={open} onDone={onDone} /> : null}
      </Modal>
    </Section>
  );
}

function Picture({ report, pictureId, onDone }: BodyProps & { pictureId: string }) {
  const { url, error } = usePicture(reportPicturePath(report.id, pictureId));
  const judge = useWrite(publicReportApi.judgePicture);
  const decide = async (show: boolean) => {
    if (await judge.run({ reportId: report.id, pictureId, show })) onDone();
  };
  if (error) return <Problem error={error} />;
  return (
    <>
      {url ? <img src={url} alt="反映人上传的照片" style={{ maxWidth: '100%' }} /> : <Spin />}
      {report.may.judgePictures ? (
        <>
          <p className="quiet">有人脸、车牌、证件或住户信息的，请不要转给办理单位。</p>
          <Space>
            <Button type="primary" loading={judge.busy} onClick={() => void decide(true)}>
              可以转给办理单位
            </Button>
            <Button loading={judge.busy} onClick={() => void decide(false)}>
              不转
            </Button>
          </Space>
          <Refused error={judge.error} />
        </>
      ) : null}
    </>
  );
}

/** Shown when asked for, since each look is written down. */
function Phone({ reportId }: { reportId: string }) {
  const phone = useWrite(publicReportApi.phone);
  const [phones, setPhones] = useState<string[] | null>(null);
  const read = async () => {
    const answer = await phone.run({ reportId, purpose: '联系反映人核实情况' });
    if (answer) setPhones(answer.phones);
  };
  if (phones) return <span>{phones.join('、') || '电话已到期删除'}</span>;
  return (
    <Button size="small" loading={phone.busy} onClick={() => void read()}>
      查看电话（记入日志）
    </Button>
  );
}
