import { type CallUp, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { callUpPurposeWords } from '@lifttrust/shared-types/evidence/evidence.rules';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type RecordCard, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Descriptions, Table } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords, dayOf, dayWords, momentWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { OwnerAnswerTag, StandingTag, ValidityTag } from '../../ui/state-tag';
import { CallUpFile } from './call-up-file';
import { byWords, CallUpTag, extentWords, shownWords } from './call-up-words';
import { CloseCallUp } from './close-call-up';

type Shown = ResultOf<typeof evidenceApi.show>;

export function Component() {
  const { callUpId = '' } = useParams();
  const callUp = useLoad(evidenceApi.show, { callUpId });
  const { data } = callUp;
  return (
    <Page
      title={data ? `${callUpPurposeWords[data.purpose]} ${data.reference}` : '记录调阅'}
      back={{ to: '/call-ups', text: '记录调阅' }}
      note={data ? `${byWords(data)} · ${momentWords(data.at)}` : undefined}
      actions={data?.may.close ? <CloseCallUp callUp={data} onClosed={callUp.reload} /> : null}
    >
      <Read from={callUp}>
        {(shown) => (
          <>
            <Facts callUp={shown} />
            {shown.may.read ? <CallUpFile callUp={shown} onLook={callUp.reload} /> : null}
            <Records callUp={shown} />
          </>
        )}
      </Read>
    </Page>
  );
}

const Facts = ({ callUp }: { callUp: CallUp }) => (
  <Section title="调阅" extra={<CallUpTag callUp={callUp} />}>
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      items={[
        { key: 'purpose', label: '用途', children: callUpPurposeWords[callUp.purpose] },
        { key: 'reference', label: '编号', children: callUp.reference },
        ...(callUp.reason ? [{ key: 'reason', label: '事由', children: callUp.reason }] : []),
        { key: 'extent', label: '内容', children: extentWords(callUp) },
        ...(callUp.from && callUp.until
          ? [
              {
                key: 'period',
                label: '完成日期',
                children: `${dateWords(callUp.from)} 至 ${dateWords(callUp.until)}`,
              },
            ]
          : []),
        callUp.closedAt === null
          ? { key: 'end', label: '查看期限', children: `${momentWords(callUp.endsAt)}` }
          : { key: 'end', label: '办结', children: momentWords(callUp.closedAt) },
        ...(callUp.outcome ? [{ key: 'outcome', label: '办结说明', children: callUp.outcome }] : []),
        { key: 'shown', label: '告知', children: shownWords(callUp) },
      ]}
    />
  </Section>
);

function Records({ callUp }: { callUp: Shown }) {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  // Whoever called it up reads under its purpose; the others as they always may.
  const pathOf = ({ id }: RecordCard) => {
    if (callUp.may.read) return `/call-ups/${callUp.id}/records/${id}`;
    return isFor(recordApi.show, role) ? `/records/${id}` : null;
  };
  return (
    <Section title={`记录 ${callUp.items.length} 份`}>
      <Table<RecordCard>
        size="small"
        rowKey="id"
        dataSource={callUp.items}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 份` }}
        onRow={(record) => {
          const path = pathOf(record);
          return path ? { className: 'clickable', onClick: () => navigate(path) } : {};
        }}
        columns={[
          {
            title: '完成日期',
            className: 'nowrap',
            render: (_, { completedOn, completedAt }) => dayWords(completedOn || dayOf(completedAt)),
          },
          {
            title: '电梯',
            render: (_, record) => (
              <>
                <b>{record.rescueCode}</b> {record.place} <span className="quiet">{record.ownNumber}</span>
              </>
            ),
          },
          { title: '类别', render: (_, record) => maintenanceClasses[record.class] },
          {
            title: '有效性',
            render: (_, { validity, standing }) => (
              <>
                <ValidityTag validity={validity} /> <StandingTag standing={standing} />
              </>
            ),
          },
          { title: '使用单位', render: (_, record) => <OwnerAnswerTag answer={record.ownerAnswer} /> },
          { title: '维保单位', dataIndex: 'companyName' },
          { title: '维保人员', render: (_, record) => record.technicians.join('、') },
        ]}
      />
    </Section>
  );
}
