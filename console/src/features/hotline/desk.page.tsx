import type { DeskLift } from '@lifttrust/shared-types/hotline/hotline.contract';
import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFilters } from '../../lib/filters';
import { isFor, useSession } from '../../lib/session';
import { timeInWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { DeskBoard } from './desk-board';
import { DeskCallPanel } from './desk-call';
import { DeskDue } from './desk-due';
import { DeskEntrapment } from './desk-entrapment';
import { DeskMap } from './desk-map';
import { MissingWaysNotice } from './desk-missing-ways';
import { DeskShift } from './desk-shift';
import { SilentNotice, SoundButton } from './desk-sound';
import { useServiceNow } from './desk-time';
import { useDeskWatch } from './desk-watch';
import './desk.css';

/** The rescue desk: who is trapped now, the call that comes in, where, and what is being done. */
export function Component() {
  const me = useSession()?.me;
  const { queue, line, waiting, alerts, sound } = useDeskWatch();
  const { filters, change } = useFilters(['entrapment'] as const);
  const chosen = filters.entrapment ?? null;
  const [lift, setLift] = useState<DeskLift | null>(null);
  const now = useServiceNow(queue.data?.readAt);
  const items = queue.data?.items;
  const choose = (entrapmentId: string | null) => change({ entrapment: entrapmentId ?? undefined });
  const mayAnswer = isFor(hotlineApi.take, me?.role);
  return (
    <Page
      title="救援台"
      note={
        <Space wrap>
          {line === 'live' ? (
            <StateTag tone="success" text="实时" />
          ) : (
            <StateTag tone="warning" text="实时连接断开，每 5 秒刷新一次" />
          )}
          {queue.data ? <span>{timeInWords(queue.data.readAt)} 更新</span> : null}
          <Link to="/desk-calls">来电记录</Link>
          <Link to="/rescue-numbers">救援指标</Link>
        </Space>
      }
      actions={
        <>
          <SoundButton sound={sound} />
          <DeskShift />
        </>
      }
    >
      <SilentNotice sound={sound} />
      <MissingWaysNotice ways={queue.data?.missingWays ?? []} />
      <DeskDue alerts={alerts} items={items ?? []} onOpen={choose} />
      <div className={mayAnswer ? 'desk' : 'desk desk--watching'}>
        {mayAnswer ? (
          <DeskCallPanel
            lift={lift}
            onLift={setLift}
            onSettled={(entrapmentId) => {
              queue.reload();
              if (entrapmentId) choose(entrapmentId);
            }}
          />
        ) : null}
        <div>
          <Section title={waiting && waiting.length > 0 ? `等待解救 ${waiting.length} 起` : '救援'}>
            <Read from={queue}>
              {({ items: cards, isBulk }) => (
                <DeskBoard items={cards} isBulk={isBulk} now={now} chosen={chosen} onChoose={choose} />
              )}
            </Read>
          </Section>
          <DeskMap lift={lift} round={(waiting ?? []).join()} chosen={chosen} onChoose={choose} />
        </div>
      </div>
      <DeskEntrapment entrapmentId={chosen} onClose={() => choose(null)} onChanged={queue.reload} />
    </Page>
  );
}
