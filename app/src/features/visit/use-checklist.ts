import type { Item } from '@lifttrust/shared-types/visit/visit.contract';
import { useDidHide, useUnload } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { type Problem, problemOf } from '../../ui/problem';
import { type Answer, afterSending, answerOf, type Draft, readDraft, withDraft, writeDraft } from './draft';
import { answerItems } from './visit-commands';

const restMs = 1500;

export interface Checklist {
  items: Item[];
  unsent: number;
  sending: boolean;
  problem: Problem | null;
  change: (item: Item, change: Partial<Answer>) => void;
  undo: () => void;
  mayUndo: boolean;
  /** Sends what is still only on the phone. */
  flush: () => Promise<void>;
}

/**
 * Every answer lies on the phone before anything else happens; a moment after the last tap all unsent answers
 * travel together as one command.
 */
export function useChecklist(pack: VisitOnPhone, onPack: (pack: VisitOnPhone) => void): Checklist {
  const [draft, setDraft] = useState<Draft>(() => readDraft(pack.id));
  const [past, setPast] = useState<Answer[]>([]);
  const shown = withDraft(pack.items, draft);

  const latest = useRef(draft);
  const keep = useCallback(
    (next: Draft) => {
      latest.current = next;
      writeDraft(pack.id, next);
      setDraft(next);
    },
    [pack.id],
  );
  useEffect(() => {
    // What is in the outbox or at the service, by whatever way, need not be kept any longer.
    keep(afterSending(latest.current, pack.items.map(answerOf)));
  }, [pack.items, keep]);
  const sender = useSender(pack.id, latest, keep, onPack);

  const put = (answer: Answer) => {
    keep({ ...latest.current, [answer.code]: answer });
    sender.soon();
  };
  const change = (item: Item, delta: Partial<Answer>) => {
    const before = answerOf(item);
    // Typing is one change, not one per letter.
    setPast((older) => (delta.result === undefined ? older : [...older.slice(-30), before]));
    put({ ...before, ...delta });
  };
  const undo = () => {
    const last = past[past.length - 1];
    if (!last) return;
    setPast(past.slice(0, -1));
    put(last);
  };
  return {
    items: shown,
    unsent: Object.keys(draft).length,
    sending: sender.sending,
    problem: sender.problem,
    change,
    undo,
    mayUndo: past.length > 0,
    flush: sender.flush,
  };
}

function useSender(
  visitId: string,
  latest: { current: Draft },
  keep: (draft: Draft) => void,
  onPack: (pack: VisitOnPhone) => void,
) {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const onItsWay = useRef<Promise<void>>(Promise.resolve());

  const send = useCallback(async () => {
    const answers = Object.values(latest.current);
    if (answers.length === 0) return;
    setSending(true);
    try {
      const visit = await answerItems(visitId, answers);
      keep(afterSending(latest.current, answers));
      onPack(visit);
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  }, [visitId, latest, keep, onPack]);

  // One after the other: an older answer must never arrive after a newer one.
  const flush = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    onItsWay.current = onItsWay.current.then(send);
    return onItsWay.current;
  }, [send]);
  const soon = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), restMs);
  }, [flush]);

  useEffect(() => {
    if (Object.keys(latest.current).length > 0) soon();
  }, [soon, latest]);
  useDidHide(() => void flush());
  useUnload(() => void flush());
  return { sending, problem, soon, flush };
}
