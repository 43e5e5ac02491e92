import type { DeskAlerts } from '@lifttrust/shared-types/rescue/desk.contract';
import type { EntrapmentCard } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Alert, Button, Space } from 'antd';
import { useMemo, useState } from 'react';
import { timeInWords } from '../../lib/words';

type One = DeskAlerts[number];

const kept = 'lifttrust.desk-noted';
/** Far more than one shift sees; older ones are over long since. */
const mostKept = 500;
const rank: Record<One['kind'], number> = { outside_due: 0, nobody: 1, escalated: 2 };

const keyOf = ({ entrapmentId, kind, number, since }: One): string =>
  [entrapmentId, kind, number ?? '', since].join(':');

const noted = (): string[] => {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return Array.isArray(read) ? read.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
};

/** What waits at this desk; taking note of it silences it here, and nowhere else. */
export function useDeskAlerts(found: DeskAlerts | undefined) {
  const [known, setKnown] = useState(noted);
  const waiting = useMemo(
    () =>
      (found ?? [])
        .filter((one) => !known.includes(keyOf(one)))
        .sort((one, other) => rank[one.kind] - rank[other.kind] || one.since - other.since),
    [found, known],
  );
  const keys = useMemo(() => waiting.map(keyOf).sort(), [waiting]);
  const note = (one: One) => {
    const now = [...noted(), keyOf(one)].slice(-mostKept);
    localStorage.setItem(kept, JSON.stringify(now));
    setKnown(now);
  };
  return { waiting, keys, note };
}

interface Props {
  alerts: ReturnType<typeof useDeskAlerts>;
  items: readonly EntrapmentCard[];
  onOpen: (entrapmentId: string) => void;
}

/** Calls that are due, people whom nobody can reach, steps beyond the company: each rings until somebody takes note. */
export function DeskAlertList({ alerts, items, onOpen }: Props) {
  return alerts.waiting.map((one) => {
    const card = items.find(({ id }) => id === one.entrapmentId);
    const where = card ? `${card.rescueCode || '无识别码'} ${card.place} ${card.ownNumber}：` : '';
    return (
      <Alert
        key={keyOf(one)}
        role="alert"
        type={one.kind === 'escalated' ? 'warning' : 'error'}
        showIcon
        style={{ marginBottom: 12 }}
        message={`${where}${one.text}`}
        description={`${timeInWords(one.since)} 起，每 20 秒响一次。“知道了”只停这一条的声音，不代表已经办了。`}
        action={
          <Space direction="vertical">
            <Button size="small" type="primary" onClick={() => onOpen(one.entrapmentId)}>
              打开
            </Button>
            <Button size="small" onClick={() => alerts.note(one)}>
              知道了
            </Button>
          </Space>
        }
      />
    );
  });
}
