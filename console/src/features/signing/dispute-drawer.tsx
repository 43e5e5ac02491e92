import { type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { type AnswerStanding, signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Alert, App, Button, Descriptions, Drawer } from 'antd';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { dayWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { DisputeActs } from './dispute-acts';
import { DisputeTag } from './dispute-tag';

interface Props {
  recordId: string;
  onClose: () => void;
  onChanged: () => void;
}

/** One return: why, what was answered, whose turn it is until when, and what the regulator said. */
export function DisputeDrawer({ recordId, onClose, onChanged }: Props) {
  const { message } = App.useApp();
  const record = useLoad(recordApi.show, { recordId });
  const standing = useLoad(signingApi.standing, { recordId });
  const done = (words: string) => {
    message.success(words);
    standing.reload();
    record.reload();
    onChanged();
  };
  return (
    <Drawer
      title="退回的处理"
      open
      width={560}
      onClose={onClose}
      extra={
        <Link to={`/records/${recordId}`}>
          <Button>打开记录</Button>
        </Link>
      }
    >
      <Read from={record}>
        {(detail) => (
          <Read from={standing}>
            {({ dispute }) =>
              dispute ? (
                <Shown record={detail} dispute={dispute} onDone={done} />
              ) : (
                <Alert type="info" showIcon message="这份记录没有被退回。" />
              )
            }
          </Read>
        )}
      </Read>
    </Drawer>
  );
}

type Dispute = NonNullable<AnswerStanding['dispute']>;
interface ShownProps {
  record: RecordDetail;
  dispute: Dispute;
  onDone: (words: string) => void;
}

function Shown({ record, dispute, onDone }: ShownProps) {
  const returned = record.entries.filter(({ kind }) => kind === 'record.owner_returned').at(-1);
  return (
    <>
      <Section
        title={`${record.place} ${record.ownNumber}`}
        extra={<DisputeTag state={dispute.state} late={dispute.late} />}
      >
        <Descriptions
          column={1}
          size="small"
          items={[
            {
              key: 'work',
              label: '维保',
              children: `${dayWords(record.completedOn)} ${maintenanceClasses[record.class]}`,
            },
            { key: 'company', label: '维保单位', children: record.companyName },
            { key: 'owner', label: '使用单位', children: record.ownerName },
            { key: 'why', label: '退回理由', children: record.returnReason ?? '—' },
            {
              key: 'by',
              label: '退回人',
              children: returned ? `${returned.by} · ${momentWords(returned.at)}` : '—',
            },
            { key: 'due', label: '答复期限', children: `${dayWords(dispute.dueOn)} 24:00` },
            ...(dispute.answer
              ? [
                  {
                    key: 'answer',
                    label: '维保单位答复',
                    children: `${dispute.answer}（${dispute.answeredBy}）`,
                  },
                ]
              : []),
            ...(dispute.decision
              ? [{ key: 'decision', label: '监管部门处理', children: dispute.decision }]
              : []),
          ]}
        />
        <p className="quiet">退回、答复和处理都已封存，写在记录的存证经过里；维保是否有效另行判断。</p>
      </Section>
      <DisputeActs recordId={record.id} dispute={dispute} onDone={onDone} />
    </>
  );
}
