import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { logNumberWords } from '@lifttrust/shared-types/ledger/ledger.words';
import {
  ownerAnswerWords,
  type RecordDetail,
  standingWords,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Card, CardTitle, Cell } from '../../ui/card';
import { EvidenceLine } from '../../ui/evidence-line';
import { Notice } from '../../ui/notice';
import { ProofSeal } from '../../ui/proof-seal';
import { Note, SectionTitle } from '../../ui/screen';
import { Tabs } from '../../ui/tabs';
import { Tag } from '../../ui/tag';
import { AmendmentNotice } from '../amendment/amendment-notice';
import { ownerAnswerTones, validityTones } from '../code/public-words';
import { RecordItems, ResultTag } from './record-items';
import { RecordPhotos } from './record-photos';

type Part = 'items' | 'photos' | 'facts';
const parts: { key: Part; label: string }[] = [
  { key: 'items', label: '检查项目' },
  { key: 'photos', label: '照片' },
  { key: 'facts', label: '当时信息' },
];

/** Thirty seconds: what is out of the ordinary first, then why it can be believed, then everything else. */
export function RecordView({ record, children }: { record: RecordDetail; children?: ReactNode }) {
  const [part, setPart] = useState<Part>('items');
  const sealed = record.entries[0];
  return (
    <>
      <Card id="record-head" tone={record.standing === 'voided' ? 'danger' : 'plain'}>
        <CardTitle aside={<StandingTag record={record} />}>
          {record.place} {record.ownNumber}
        </CardTitle>
        <Text>
          {dayInWords(record.completedOn)} · {maintenanceClasses[record.class]}
        </Text>
        <Note>
          {record.technicians.join('、')} · {record.companyName}
        </Note>
        {record.standing === 'voided' && record.ownerAnswer === 'pending' ? null : (
          <Tag text={ownerAnswerWords[record.ownerAnswer]} tone={ownerAnswerTones[record.ownerAnswer]} />
        )}
        {record.offline ? <Tag text="离线作业" tone="plain" /> : null}
        {record.uploadedLate ? <Tag text="迟传" tone="warning" /> : null}
        {record.returnReason ? <Text>退回理由：{record.returnReason}</Text> : null}
      </Card>
      <AmendmentNotice amendments={record.amendments} />
      {children}
      <Exceptions record={record} />
      <Findings record={record} />
      <Card>
        <CardTitle>凭什么可信</CardTitle>
        <EvidenceLine evidence={record.evidence} />
      </Card>
      {sealed ? <ProofSeal logNumber={sealed.seq} date={instantInWords(sealed.at)} /> : null}
      <Tabs tabs={parts} chosen={part} onChoose={setPart} />
      {part === 'items' ? <RecordItems items={record.items} /> : null}
      {part === 'photos' ? <RecordPhotos photos={record.photos} /> : null}
      {part === 'facts' ? <Facts record={record} /> : null}
    </>
  );
}

/** A void record is void before it is anything else. */
const StandingTag = ({ record }: { record: RecordDetail }) =>
  record.standing === 'voided' ? (
    <Tag text={standingWords.voided} tone="danger" />
  ) : (
    <Tag text={validityWords[record.validity]} tone={validityTones[record.validity]} />
  );

const Exceptions = ({ record }: { record: RecordDetail }) => {
  const exceptions = record.items.filter(({ result }) => result !== 'pass');
  const best = record.gradeReason === '';
  return (
    <Card tone={exceptions.length > 0 || !best ? 'warning' : 'success'} id="exceptions">
      <CardTitle aside={<Tag text={`等级：${record.grade}`} tone={best ? 'success' : 'warning'} />}>
        {exceptions.length > 0 ? `${exceptions.length} 项不是“合格”` : '所有项目都合格'}
      </CardTitle>
      {record.gradeReason ? <Text>{record.gradeReason}</Text> : null}
      {exceptions.map((item) => (
        <Cell key={item.code} label={item.name} note={item.note} aside={<ResultTag result={item.result} />} />
      ))}
    </Card>
  );
};

const Findings = ({ record }: { record: RecordDetail }) => (
  <>
    {record.findings
      .filter(({ settled }) => !settled)
      .map((finding) => (
        <Notice
          key={finding.code}
          tone="warning"
          title={`疑点：${finding.message}`}
          lines={[`怎样消除：${finding.settledBy}`]}
        />
      ))}
  </>
);

const Facts = ({ record }: { record: RecordDetail }) => (
  <>
    <Card>
      <CardTitle>提交时的登记信息</CardTitle>
      {record.snapshot.map((line) => (
        <Cell key={line.label} label={line.label} value={line.value} />
      ))}
      <Cell label="下次计划" value={dayInWords(record.nextPlannedOn)} />
      <Cell label="查验码" value={record.verificationCode} />
    </Card>
    <SectionTitle>经过</SectionTitle>
    <Card>
      {record.entries.map((entry) => (
        <Cell
          key={entry.hash}
          label={entry.title}
          note={`${entry.by} · ${instantInWords(entry.at)} · ${logNumberWords(entry.seq)}`}
        />
      ))}
    </Card>
  </>
);
