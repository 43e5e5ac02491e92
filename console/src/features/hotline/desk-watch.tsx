import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type { Me } from '@lifttrust/shared-types/session/session.contract';
import { Alert, Button } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useLive } from '../../lib/live';
import { useLoad } from '../../lib/load';
import { isFor } from '../../lib/session';
import { DeskDue } from './desk-due';
import { useDeskAlerts } from './desk-noted';
import { SilentNotice, useRing } from './desk-sound';

const kept = 'lifttrust.at-desk';
/** One by one on the other pages; the desk itself shows more. */
const mostElsewhere = 2;

/**
 * Whoever is at the desk hears it on every page. An operator always is; an office's own people are from when they open the
 * desk in this window, so that nobody is rung at who is at other work.
 */
function useIsAtDesk(me: Me, isHere: boolean): boolean {
  const mayAnswer = isFor(hotlineApi.take, me.role);
  const holder = `${me.person.id} ${me.role}`;
  const [since, setSince] = useState(() => sessionStorage.getItem(kept));
  useEffect(() => {
    if (!isHere || !mayAnswer) return;
    sessionStorage.setItem(kept, holder);
    setSince(holder);
  }, [isHere, mayAnswer, holder]);
  return isHere || (mayAnswer && (me.role === 'hotline_operator' || since === holder));
}

function useWatching(me: Me) {
  const isHere = useLocation().pathname === '/desk';
  const isOn = useIsAtDesk(me, isHere);
  const queue = useLoad(rescueDeskApi.queue, isOn ? {} : null);
  const line = useLive(isOn ? `board:${me.divisionCode}` : null, queue.reload);
  const holder = `${me.person.id} ${me.role} ${me.divisionCode}`;
  const shownTo = useRef(holder);
  useEffect(() => {
    if (shownTo.current === holder) return;
    shownTo.current = holder;
    queue.reload();
  }, [holder, queue.reload]);
  const items = isOn ? queue.data?.items : undefined;
  const waiting = useMemo(
    () => items?.filter(({ freedAt }) => freedAt === null).map(({ id }) => id) ?? null,
    [items],
  );
  const alerts = useDeskAlerts(isOn ? queue.data?.alerts : undefined);
  const sound = useRing(waiting, alerts.keys, isOn);
  return { isHere, isOn, queue, line, waiting, alerts, sound };
}

const Watch = createContext<ReturnType<typeof useWatching> | null>(null);

/** The desk's queue as the frame of all pages holds it: read once, rung once. */
export function useDeskWatch(): ReturnType<typeof useWatching> {
  const watch = useContext(Watch);
  if (watch === null) throw new Error('there is no frame around this page');
  return watch;
}

/** Around every page: listens for whoever is at the desk, wherever in the console they are. */
export function DeskWatch({ me, children }: { me: Me; children: ReactNode }) {
  return <Watch.Provider value={useWatching(me)}>{children}</Watch.Provider>;
}

/** On every page but the desk's own: who is trapped, and what has to be done at once. */
export function DeskStrip() {
  const { isHere, isOn, queue, waiting, alerts, sound } = useDeskWatch();
  const navigate = useNavigate();
  if (isHere || !isOn) return null;
  const open = (entrapmentId: string) => void navigate(`/desk?entrapment=${entrapmentId}`);
  const items = queue.data?.items ?? [];
  const unanswered = items.filter(({ freedAt, acceptedAt }) => freedAt === null && acceptedAt === null);
  return (
    <div className="watch">
      {sound.isMuted ? null : <SilentNotice sound={sound} />}
      {queue.error ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message="救援台的情况暂时读不到，新的困人和要打的电话不会响。系统在自动重试，恢复以前请打开救援台看着。"
        />
      ) : null}
      {alerts.waiting.length > 0 ? (
        <DeskDue alerts={alerts} items={items} onOpen={open} most={mostElsewhere} />
      ) : waiting && waiting.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message={`等待解救 ${waiting.length} 起${unanswered.length > 0 ? `，${unanswered.length} 起还没有人接单` : ''}${sound.isMuted ? '。提示音已静音' : ''}`}
          action={
            <Button size="small" type="primary" onClick={() => void navigate('/desk')}>
              打开救援台
            </Button>
          }
        />
      ) : null}
    </div>
  );
}
