import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  mostReplanned,
  type PlanCalendar,
  planApi,
  type Replanned,
} from '@lifttrust/shared-types/plan/plan.contract';
import { Alert, App, Button, Drawer, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Read, Refused } from '../../ui/problem';
import { shortDay } from './plan-words';
import { Unplanned } from './proposal-lists';
import type { BoardState } from './use-board';

interface Props {
  open: boolean;
  month: string;
  teams: PlanCalendar['teams'];
  board: BoardState;
  onClose: () => void;
}

type Question = CallOf<typeof planApi.replan>;
type OneMove = Replanned['moves'][number];

/** After a disturbance: who is away and when, what would change, and then, if one agrees, the change. */
export function ReplanDrawer({ open, month, teams, board, onClose }: Props) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [reason, setReason] = useState('');
  const replan = useLoad(planApi.replan, open ? question : null);
  const close = () => {
    setQuestion(null);
    onClose();
  };
  return (
    <Drawer open={open} width="min(900px, 100vw)" title="临时重排" destroyOnHidden onClose={close}>
      <Disturbed
        month={month}
        teams={teams}
        onAsk={(asked, why) => {
          setReason(why);
          setQuestion(asked);
          replan.reload();
        }}
      />
      {question ? (
        <Read from={replan}>
          {(data) => (
            <Outcome replan={data} reason={reason} board={board} onDone={close} onAgain={replan.reload} />
          )}
        </Read>
      ) : null}
    </Drawer>
  );
}

const whole = 'company';

function Disturbed(props: {
  month: string;
  teams: PlanCalendar['teams'];
  onAsk: (question: Question, reason: string) => void;
}) {
  const today = dayOf(Date.now());
  const first = `${props.month}-01` > today ? `${props.month}-01` : today;
  const [who, setWho] = useState(whole);
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(first);
  const [reason, setReason] = useState('');
  const people = new Map<string, string>();
  for (const team of props.teams) for (const { id, name } of team.people) people.set(id, name);
  const ask = () => {
    const [kind = '', id = ''] = who.split(':');
    const absent = kind === 'team' ? { teamId: id } : kind === 'person' ? { personId: id } : {};
    props.onAsk({ month: props.month, from, to, ...absent }, reason.trim());
  };
  return (
    <Form layout="vertical">
      <Form.Item label="谁不能去">
        <Select
          showSearch
          optionFilterProp="label"
          aria-label="谁不能去"
          value={who}
          options={[
            { value: whole, label: '全部停工（如台风）' },
            {
              label: '班组',
              options: props.teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
            },
            {
              label: '人员请假',
              options: [...people].map(([id, name]) => ({ value: `person:${id}`, label: `${name} 请假` })),
            },
          ]}
          onChange={setWho}
        />
      </Form.Item>
      <div className="line-of-fields">
        <Form.Item label="从哪天">
          <DayInput aria-label="从哪天" min={today} value={from} keeps onChange={setFrom} />
        </Form.Item>
        <Form.Item label="到哪天">
          <DayInput aria-label="到哪天" min={from} value={to} keeps onChange={setTo} />
        </Form.Item>
        <Form.Item label="原因">
          <Input
            aria-label="原因"
            maxLength={60}
            placeholder="如：台风停工"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </div>
      <Button style={{ marginBottom: 16 }} disabled={!reason.trim() || to < from} onClick={ask}>
        看看要改多少
      </Button>
    </Form>
  );
}

interface OutcomeProps {
  replan: Replanned;
  reason: string;
  board: BoardState;
  onDone: () => void;
  onAgain: () => void;
}

function Outcome({ replan, reason, board, onDone, onAgain }: OutcomeProps) {
  const { message } = App.useApp();
  const accept = useWrite(planApi.acceptReplan);
  const { moves, added, dropped, unplanned } = replan;
  const count = moves.length + added.length + dropped.length;
  const take = async () => {
    const done = await accept.run({
      reason,
      moves: moves.map(({ visitId, from, plannedOn, teamId, people }) => ({
        ...{ visitId, from, plannedOn, teamId, people: people.map(({ id }) => id) },
      })),
      added: added.map(({ liftId, class: kind, plannedOn, dueOn, teamId, people }) => ({
        ...{ liftId, class: kind, plannedOn, dueOn, teamId, people: people.map(({ id }) => id) },
      })),
      dropped: dropped.map(({ visitId, plannedOn }) => ({ visitId, plannedOn })),
    });
    if (!done) return;
    const said = `${reason}：重排 ${count} 次维保。`;
    message.success(said);
    if (added.length + dropped.length === 0) board.remember({ done: said, undo: waysBack(moves, board) });
    board.reload();
    onDone();
  };
  if (count === 0)
    return (
      <Alert
        showIcon
        type={unplanned.length > 0 ? 'warning' : 'success'}
        message={unplanned.length > 0 ? '没有能改的，下面的电梯排不上。' : '不用改，原来的计划照样可行。'}
        description={unplanned.length > 0 ? <Unplanned unplanned={unplanned} /> : null}
      />
    );
  return (
    <>
      <Alert
        showIcon
        type="info"
        style={{ marginBottom: 12 }}
        message={`要改动 ${count} 次：改期或换人 ${moves.length} 次，增加 ${added.length} 次，取消 ${dropped.length} 次。其余不变，采用前不会保存。`}
      />
      {unplanned.length > 0 ? <Unplanned unplanned={unplanned} /> : null}
      <Table<OneMove>
        size="small"
        rowKey="visitId"
        dataSource={moves}
        scroll={{ x: 640 }}
        pagination={{ defaultPageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: '电梯', key: 'lift', render: (_, move) => `${move.place} ${move.ownNumber}` },
          { title: '原来', dataIndex: 'from', className: 'nowrap', render: (_, { from }) => dayWords(from) },
          {
            title: '改到',
            dataIndex: 'plannedOn',
            className: 'nowrap',
            render: (_, { from, plannedOn }) => (from === plannedOn ? '同一天，换人' : dayWords(plannedOn)),
          },
          {
            title: '人员',
            key: 'people',
            render: (_, { people }) => people.map(({ name }) => name).join('、'),
          },
          { title: '为什么', key: 'why', render: (_, { why }) => why.join('；') },
        ]}
      />
      {added.map((visit) => (
        <p key={`${visit.liftId}${visit.plannedOn}`}>
          增加：{visit.place} {visit.ownNumber}，{shortDay(visit.plannedOn)}，{visit.why.join('；')}
        </p>
      ))}
      {dropped.map((visit) => (
        <p key={visit.visitId}>
          取消：{visit.place} {visit.ownNumber}，{shortDay(visit.plannedOn)}，不再需要
        </p>
      ))}
      <Refused error={accept.error} onClose={accept.clear} />
      {accept.error ? <Button onClick={onAgain}>重新计算</Button> : null}
      {count > mostReplanned ? (
        <Alert
          showIcon
          type="warning"
          message={`一次最多改动 ${mostReplanned} 次，请缩短天数，分几次重排。`}
        />
      ) : (
        <Button
          type="primary"
          block
          loading={accept.busy}
          style={{ marginTop: 12 }}
          onClick={() => void take()}
        >
          采用，改动 {count} 次
        </Button>
      )}
    </>
  );
}

const waysBack = (moves: readonly OneMove[], board: BoardState) =>
  moves.flatMap(({ visitId, from, plannedOn }) => {
    const before = board.visits.find((visit) => visit.visitId === visitId);
    return before
      ? [{ visitId, from: plannedOn, plannedOn: from, people: before.people.map(({ id }) => id) }]
      : [];
  });
