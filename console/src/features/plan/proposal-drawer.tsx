import {
  mostAtOnce,
  type Proposal,
  type Proposed,
  planApi,
} from '@lifttrust/shared-types/plan/plan.contract';
import { Alert, App, Button, Drawer, Progress, Space, Tabs } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/call';
import { asError, useLoad } from '../../lib/load';
import { randomId } from '../../lib/session';
import { Read, Refused } from '../../ui/problem';
import { monthWords } from './plan-words';
import { PeriodicTable, ProposedTable, Unplanned } from './proposal-lists';

interface Props {
  open: boolean;
  month: string;
  onClose: () => void;
  onDone: () => void;
}

const keyOf = ({ liftId, plannedOn }: Proposed): string => `${liftId} ${plannedOn}`;

/** A month proposed by the planner: each visit with its reasons; all of it or what is chosen becomes the plan. */
export function ProposalDrawer({ open, month, onClose, onDone }: Props) {
  const proposal = useLoad(planApi.propose, open ? { month } : null);
  return (
    <Drawer
      open={open}
      width="min(1080px, 100vw)"
      title={`${monthWords(month)}排期建议`}
      destroyOnHidden
      onClose={onClose}
      styles={{ body: { paddingBottom: 88 } }}
    >
      {open && proposal.loading ? (
        <Alert showIcon type="info" message="正在计算，几千台电梯约需几秒。" style={{ marginBottom: 12 }} />
      ) : null}
      <Read from={proposal}>
        {(data) => (
          <Chosen
            key={data.month}
            proposal={data}
            onAgain={proposal.reload}
            onDone={onDone}
            onClose={onClose}
          />
        )}
      </Read>
    </Drawer>
  );
}

interface ChosenProps {
  proposal: Proposal;
  onAgain: () => void;
  onDone: () => void;
  onClose: () => void;
}

function Chosen({ proposal, onAgain, onDone, onClose }: ChosenProps) {
  const { visits, unplanned, notes, periodic, raises, peakToMean } = proposal;
  const [chosen, setChosen] = useState<string[]>([]);
  useEffect(() => setChosen(visits.map(keyOf)), [visits]);
  const accept = useAcceptance(onDone);
  const wanted = visits.filter((visit) => chosen.includes(keyOf(visit)));
  const picked = new Set(chosen);
  const take = async () => {
    const all = await accept.run(visits.filter((visit) => picked.has(keyOf(visit))));
    if (all) onClose();
    else onAgain();
  };
  if (visits.length === 0 && unplanned.length === 0)
    return <Alert showIcon type="success" message="这个月需要的维保都已经安排好了，没有要补的。" />;
  return (
    <>
      <p>
        共建议 {visits.length} 次维保
        {peakToMean > 0 ? `，最忙的一天是平均的 ${peakToMean.toFixed(2)} 倍` : ''}
        {unplanned.length > 0 ? `；${unplanned.length} 台排不了，原因见“没有排上”` : ''}。采用前不会保存。
      </p>
      {notes.map((note) => (
        <Alert key={note} showIcon type="warning" message={note} style={{ marginBottom: 8 }} />
      ))}
      {raises.map((raise) => (
        <Alert
          key={raise.visitId}
          showIcon
          type="info"
          message={`${raise.place} ${raise.ownNumber}：${raise.why}，请在“维保计划”里改这一次的类别。`}
          style={{ marginBottom: 8 }}
        />
      ))}
      <Refused error={accept.error} onClose={accept.clear} />
      <Tabs
        items={[
          {
            key: 'visits',
            label: `建议 ${visits.length}`,
            children: <ProposedTable visits={visits} keyOf={keyOf} chosen={chosen} onChoose={setChosen} />,
          },
          {
            key: 'unplanned',
            label: `没有排上 ${unplanned.length}`,
            children: <Unplanned unplanned={unplanned} />,
          },
          {
            key: 'periodic',
            label: `周期项目 ${periodic.length}`,
            children: <PeriodicTable items={periodic} />,
          },
        ]}
      />
      <div className="plan-foot">
        {accept.total > 0 ? (
          <Progress percent={Math.round((accept.done / accept.total) * 100)} style={{ width: 200 }} />
        ) : null}
        <Space>
          {accept.total > 0 ? (
            <Button onClick={accept.stop}>停下</Button>
          ) : (
            <Button onClick={onAgain}>重新生成</Button>
          )}
          <Button
            type="primary"
            disabled={wanted.length === 0}
            loading={accept.total > 0}
            onClick={() => void take()}
          >
            {wanted.length === visits.length
              ? `全部采用（${visits.length} 次）`
              : `采用选中的 ${wanted.length} 次`}
          </Button>
        </Space>
      </div>
    </>
  );
}

/** Accepts in order of days, some at a time, so that the way can be seen and stopped; what is written stays. */
function useAcceptance(onDone: () => void) {
  const { message } = App.useApp();
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const [error, setError] = useState<Error | null>(null);
  const stopped = useRef(false);
  const run = async (visits: Proposed[]): Promise<boolean> => {
    const ordered = [...visits].sort((one, other) => (one.plannedOn < other.plannedOn ? -1 : 1));
    let done = 0;
    stopped.current = false;
    setError(null);
    try {
      while (done < ordered.length && !stopped.current) {
        setProgress({ done, total: ordered.length });
        const part = ordered
          .slice(done, done + mostAtOnce)
          .map(({ liftId, class: kind, plannedOn, dueOn, teamId }) => ({
            ...{ liftId, class: kind, plannedOn, dueOn, teamId },
          }));
        await call(planApi.accept, { visits: part }, { requestKey: randomId() });
        done += part.length;
      }
    } catch (thrown) {
      setError(asError(thrown));
    }
    setProgress({ done: 0, total: 0 });
    if (done > 0) {
      message.success(`已采用 ${done} 次维保。`);
      onDone();
    }
    return done === ordered.length;
  };
  const stop = () => {
    stopped.current = true;
  };
  return { run, error, clear: () => setError(null), stop, ...progress };
}
