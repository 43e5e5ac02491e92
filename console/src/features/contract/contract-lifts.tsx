import type { ContractDetail, ContractLiftView } from '@lifttrust/shared-types/contract/contract.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { isFor, useSession } from '../../lib/session';
import { dateWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { CoverageTag, EntryTag, LiftName, partsWords, TodayTag } from './contract-words';
import { TakeOver } from './take-over';

interface Props {
  contract: ContractDetail;
  onChange: (contract: ContractDetail) => void;
}

/** The contract's lifts: who answers today, whether the permit covers them, how taking over stands. */
export function ContractLifts({ contract, onChange }: Props) {
  const role = useSession()?.me.role;
  const [taking, setTaking] = useState<ContractLiftView | null>(null);
  const mayOpen = isFor(liftApi.show, role);
  return (
    <Section title={`电梯 ${contract.lifts} 台`}>
      <Table<ContractLiftView>
        size="small"
        rowKey={(item) => item.lift.id}
        dataSource={contract.items}
        pagination={contract.items.length > 20 ? { pageSize: 20 } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: '识别码', render: (_, item) => <b>{item.lift.rescueCode || '—'}</b> },
          {
            title: '使用地点',
            render: (_, item) => <LiftName lift={item.lift} isLinked={mayOpen && item.isOurs} />,
          },
          { title: '今天由谁负责', render: (_, item) => <TodayTag item={item} /> },
          { title: '许可范围', render: (_, item) => <CoverageTag coverage={item.coverage} /> },
          { title: '接收与录入', render: (_, item) => <Taken item={item} /> },
          {
            title: '',
            render: (_, item) =>
              contract.may.accept && item.takeover && item.takeover.acceptedAt === null ? (
                <Button size="small" type="primary" onClick={() => setTaking(item)}>
                  接收确认
                </Button>
              ) : null,
          },
        ]}
      />
      <TakeOver contractId={contract.id} item={taking} onClose={() => setTaking(null)} onChange={onChange} />
    </Section>
  );
}

function Taken({ item: { takeover, endsOn } }: { item: ContractLiftView }) {
  if (endsOn) return <span className="quiet">到 {dateWords(endsOn)} 为止</span>;
  if (!takeover) return <span className="quiet">续签，无需接收</span>;
  return (
    <>
      <EntryTag state={takeover.state} />
      {takeover.missing.length > 0 ? (
        <div className="quiet">
          {`还缺${partsWords(takeover.missing)}，最晚 ${dateWords(takeover.dueOn)}`}
        </div>
      ) : null}
      {takeover.defects.length > 0 ? <div>接收时发现：{takeover.defects.join('；')}</div> : null}
    </>
  );
}
