import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Typography } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dayWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { ProposeAmendment } from '../amendment/propose-amendment';
import { RecordAmendments } from '../amendment/record-amendments';
import { RecordCallUps } from '../evidence/record-call-ups';
import { HoldSection } from '../hold/hold-section';
import { SubjectMessages } from '../message/subject-messages';
import { AnswerSection } from '../signing/answer-section';
import { ValidityReviewSection } from '../validity/validity-review';
import { Evidence } from './evidence';
import { Findings } from './findings';
import { RecordActions } from './record-actions';
import { RecordCheck } from './record-check';
import { RecordEntries } from './record-entries';
import { RecordHead } from './record-head';
import { RecordItems } from './record-items';
import { Presences, Signatures } from './record-people';
import { RecordPhotos } from './record-photos';
import { RecordSnapshot } from './record-snapshot';
import { ValidityDecision } from './validity-decision';

export function Component() {
  const { recordId = '' } = useParams();
  const shown = useLoad(recordApi.show, { recordId });
  // A decision answers with the record as it now is.
  const [decided, setDecided] = useState<RecordDetail | null>(null);
  // Counted up when something was proposed or decided: what stands beside the record is read again.
  const [round, setRound] = useState(0);
  const again = () => {
    setRound((before) => before + 1);
    setDecided(null);
    shown.reload();
  };
  const record = decided?.id === recordId ? decided : shown.data;
  const title = record
    ? `${record.place} ${record.ownNumber} ${maintenanceClasses[record.class]}记录`
    : '维保记录';
  return (
    <Page
      title={title}
      back={{ to: '/records', text: '维保记录' }}
      note={record ? `${dayWords(record.completedOn)}完成 · ${record.companyName}` : undefined}
      actions={
        record ? (
          <>
            <RecordActions record={record} />
            <ValidityDecision record={record} onDecided={setDecided} />
            <ProposeAmendment recordId={record.id} onProposed={again} />
          </>
        ) : null
      }
    >
      <Read from={{ ...shown, data: record }}>
        {(detail) => <Record key={round} record={detail} onMoved={again} />}
      </Read>
    </Page>
  );
}

function Record({ record, onMoved }: { record: RecordDetail; onMoved: () => void }) {
  const role = useSession()?.me.role;
  return (
    <>
      <RecordAmendments record={record} onMoved={onMoved} />
      <div className="columns">
        <div>
          <RecordHead record={record} columns={2} />
          <Findings record={record} />
          <ValidityReviewSection recordId={record.id} version={record.validity} onChanged={onMoved} />
          <RecordItems record={record} />
          <RecordPhotos record={record} />
          <Presences record={record} />
          <Signatures record={record} />
          <RecordSnapshot record={record} />
        </div>
        <div>
          <Evidence record={record} />
          <AnswerSection record={record} />
          {isFor(supervisionApi.verifyRecord, role) ? <RecordCheck recordId={record.id} /> : null}
          <RecordEntries record={record} />
          {isFor(evidenceApi.list, role) ? <RecordCallUps recordId={record.id} /> : null}
          <HoldSection subjectKind="record" subjectId={record.id} />
          {isFor(messageApi.about, role) ? <SubjectMessages subjectId={record.id} /> : null}
          <Section title="查验码">
            <Typography.Text className="mono" copyable={{ tooltips: ['复制', '已复制'] }}>
              {record.verificationCode}
            </Typography.Text>
            <div className="quiet">印在纸质件上，任何人凭它可以核对真伪。</div>
          </Section>
        </div>
      </div>
    </>
  );
}
