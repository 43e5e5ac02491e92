import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Descriptions, Tag } from 'antd';
import { Link } from 'react-router';
import { isFor, useSession } from '../../lib/session';
import { dayWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { GradeTag, OwnerAnswerTag, StandingTag, ValidityTag } from '../../ui/state-tag';

const minutes = (record: RecordDetail) =>
  `${Math.round((record.completedAt - record.startedAt) / 60_000)} 分钟`;

function uploaded({ receivedAt, offline, uploadedLate, lateReason }: RecordDetail) {
  if (receivedAt === null || !(offline || uploadedLate)) return [];
  const value = (
    <>
      {momentWords(receivedAt)} {offline ? <Tag>离线作业</Tag> : null}
      {uploadedLate ? <Tag color="warning">迟传</Tag> : null} {lateReason}
    </>
  );
  return [{ label: '上传时间', value }];
}

/** Who did what, when, and how it stands on each of the three axes. */
export function RecordHead({ record, columns }: { record: RecordDetail; columns: number }) {
  const role = useSession()?.me.role;
  const facts = [
    {
      label: '有效性',
      value: (
        <>
          <ValidityTag validity={record.validity} /> <StandingTag standing={record.standing} />
        </>
      ),
    },
    {
      label: '使用单位意见',
      value: (
        <>
          <OwnerAnswerTag answer={record.ownerAnswer} /> {record.ownerSigner}
        </>
      ),
    },
    ...(record.returnReason ? [{ label: '退回理由', value: record.returnReason }] : []),
    {
      label: '设备状态等级',
      value: (
        <>
          <GradeTag grade={record.grade} /> {record.gradeReason}
        </>
      ),
    },
    { label: '类别', value: maintenanceClasses[record.class] },
    { label: '作业时间', value: `${momentWords(record.startedAt)} 起，用时 ${minutes(record)}` },
    ...uploaded(record),
    { label: '维保人员', value: record.technicians.join('、') },
    { label: '维保单位', value: record.companyName },
    { label: '使用单位', value: record.ownerName },
    { label: '下次维保', value: dayWords(record.nextPlannedOn) },
    {
      label: '电梯',
      value: isFor(liftApi.show, role) ? (
        <Link to={`/lifts/${record.liftId}`}>识别码 {record.rescueCode}，打开档案</Link>
      ) : (
        `识别码 ${record.rescueCode}`
      ),
    },
  ];
  return (
    <Section title="概况">
      <Descriptions
        size="small"
        column={{ xs: 1, md: columns }}
        styles={{ label: { width: 116 } }}
        items={facts.map(({ label, value }) => ({ key: label, label, children: value }))}
      />
    </Section>
  );
}
