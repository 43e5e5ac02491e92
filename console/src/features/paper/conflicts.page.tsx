import { type Conflict, conflictOutcomeWords, paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { Alert, App, Button, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad, useWrite } from '../../lib/load';
import { dateWords, dayOf, dayWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

type Unit = Conflict['first'];
const unitWords = ({ name, from, until }: Unit): string =>
  `${name}（${from ? dateWords(from) : ''}起${until ? `至 ${dateWords(until)}` : ''}）`;

const columns = (onDecide: (conflict: Conflict) => void): Columns<Conflict> => [
  { title: '姓名', dataIndex: 'person', render: (_, row) => row.person.name },
  { title: '先登记的单位', dataIndex: 'first', render: (_, row) => unitWords(row.first) },
  { title: '后登记的单位', dataIndex: 'second', render: (_, row) => unitWords(row.second) },
  { title: '发现', dataIndex: 'foundAt', render: (_, row) => dayWords(dayOf(row.foundAt)) },
  {
    title: '处理',
    dataIndex: 'state',
    render: (_, row) =>
      row.state === 'open' ? (
        <>
          <StateTag tone="danger" text="待处理" />{' '}
          {row.mayDecide ? (
            <Button
              size="small"
              onClick={(event) => {
                event.stopPropagation();
                onDecide(row);
              }}
            >
              处理
            </Button>
          ) : null}
        </>
      ) : (
        <>
          <StateTag tone="success" text={row.outcome ? conflictOutcomeWords[row.outcome] : '已处理'} />{' '}
          <span className="quiet">
            {row.decidedBy} {row.reason}
          </span>
        </>
      ),
  },
];

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['state'] as const);
  const state = oneOf(['open', 'decided'] as const, filters.state);
  const [chosen, setChosen] = useState<Conflict | null>(null);
  const conflicts = useLoad(paperApi.conflicts, { ...paged, ...(state ? { state } : {}) });
  return (
    <Page title="任职冲突" note="同一个人同时登记在两家维保单位，有挂证嫌疑。请核实后决定。">
      <ListTable
        name="conflicts"
        unit="项"
        rowKey="id"
        columns={columns(setChosen)}
        from={conflicts}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ person }) => navigate(`/people/${person.id}`)}
        empty={state ? '没有这种状态的冲突。' : '没有发现一人在两家维保单位任职。'}
        filters={
          <Select
            allowClear
            placeholder="状态"
            style={{ width: 140 }}
            value={state ?? null}
            options={[
              { value: 'open', label: '待处理' },
              { value: 'decided', label: '已处理' },
            ]}
            onChange={(value) => change({ state: value ?? undefined })}
          />
        }
      />
      {chosen ? (
        <Decide
          conflict={chosen}
          onClose={() => setChosen(null)}
          onDecided={() => {
            setChosen(null);
            conflicts.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

type Outcome = keyof typeof conflictOutcomeWords;

function Decide({
  conflict,
  onClose,
  onDecided,
}: {
  conflict: Conflict;
  onClose: () => void;
  onDecided: () => void;
}) {
  const { message } = App.useApp();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [reason, setReason] = useState('');
  const decide = useWrite(paperApi.decideConflict);
  const unit = outcome === 'first_ended' ? conflict.first : conflict.second;
  const send = async () => {
    if (!outcome) return;
    if (!(await decide.run({ conflictId: conflict.id, outcome, reason: reason.trim() }))) return;
    message.success('已处理并记录');
    onDecided();
  };
  return (
    <Modal
      open
      title={`${conflict.person.name}在两家单位任职，怎么处理？`}
      okText={outcome && outcome !== 'explained' ? '结束任职' : '记录处理'}
      cancelText="再核实"
      okButtonProps={{
        danger: outcome !== null && outcome !== 'explained',
        disabled: !outcome || reason.trim() === '',
        loading: decide.busy,
      }}
      onOk={send}
      onCancel={onClose}
    >
      <p>先：{unitWords(conflict.first)}</p>
      <p>后：{unitWords(conflict.second)}</p>
      <Radio.Group
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
        options={Object.entries(conflictOutcomeWords).map(([value, label]) => ({ value, label }))}
      />
      {outcome && outcome !== 'explained' ? (
        <Alert
          style={{ marginTop: 12 }}
          type="warning"
          showIcon
          message={`${conflict.person.name}在${unit.name}的任职从今天起结束，不能再登录那里和被安排。`}
        />
      ) : null}
      <Input.TextArea
        style={{ marginTop: 12 }}
        aria-label="处理理由"
        rows={3}
        maxLength={300}
        placeholder="写明核实的情况，例如：本人已到原单位办完离职，原单位没有登记。"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Refused error={decide.error} />
    </Modal>
  );
}
