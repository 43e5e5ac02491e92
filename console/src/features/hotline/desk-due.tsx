import type { EntrapmentCard } from '@lifttrust/shared-types/rescue/rescue.contract';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import { timeInWords } from '../../lib/words';
import { StateTag, type Tone } from '../../ui/state-tag';
import { type DeskAlert, keyOf, type useDeskAlerts } from './desk-noted';
import './desk-due.css';

const kinds: { is: (one: DeskAlert) => boolean; tone: Tone; text: string }[] = [
  { is: ({ number }) => number === '119', tone: 'danger', text: '要打 119' },
  { is: ({ number }) => number === '120', tone: 'danger', text: '要打 120' },
  { is: ({ kind }) => kind === 'nobody', tone: 'danger', text: '没有人可派' },
  { is: ({ kind }) => kind === 'escalated', tone: 'warning', text: '升级到救援站' },
];

interface Props {
  alerts: ReturnType<typeof useDeskAlerts>;
  items: readonly EntrapmentCard[];
  onOpen: (entrapmentId: string) => void;
  /** Shown one by one; the others are counted. */
  most?: number;
}

/**
 * Calls that are due, people whom nobody can reach, steps beyond the company: each rings until somebody takes note.
 * However many there are, the board below stays in sight.
 */
export function DeskDue({ alerts, items, onOpen, most = 5 }: Props) {
  const { modal } = App.useApp();
  const [isAll, setAll] = useState(false);
  const { waiting } = alerts;
  if (waiting.length === 0) return null;
  const isMany = waiting.length > most;
  const noteAll = () =>
    modal.confirm({
      title: `${waiting.length} 件都停止响铃？`,
      content: '只停这台电脑上的声音，不代表已经办了：要打的电话还要打，困人仍在列表里，请逐起跟到底。',
      okText: '全部知道了',
      cancelText: '取消',
      // What comes while the question stands open goes on ringing.
      onOk: () => alerts.note(waiting),
    });
  return (
    <section className="dues" aria-label="马上要办的事">
      {waiting.length > 1 ? (
        <div className="dues__head">
          <strong>{waiting.length} 件马上要办</strong>
          {kinds.map(({ is, tone, text }) => {
            const count = waiting.filter(is).length;
            return count === 0 ? null : <StateTag key={text} tone={tone} text={`${text}：${count} 起`} />;
          })}
          <Space className="dues__acts">
            {isMany ? (
              <Button size="small" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
                {isAll ? `只看最急的 ${most} 件` : '列出全部'}
              </Button>
            ) : null}
            <Button size="small" onClick={noteAll}>
              全部知道了
            </Button>
          </Space>
        </div>
      ) : null}
      <div className="dues__list">
        {(isAll ? waiting : waiting.slice(0, most)).map((one, at) => (
          <Due key={keyOf(one)} one={one} isRead={at < most} items={items} onOpen={onOpen} alerts={alerts} />
        ))}
      </div>
      <p className="dues__note">
        {isMany && !isAll ? `最急的 ${most} 件在上面，其余 ${waiting.length - most} 件点“列出全部”。` : ''}每
        20 秒响一次。“知道了”只停这台电脑上的声音，不代表已经办了。
      </p>
    </section>
  );
}

interface DueProps extends Omit<Props, 'most'> {
  one: DeskAlert;
  /** Read out by itself when it appears; eighty at once would say nothing. */
  isRead: boolean;
}

function Due({ one, isRead, alerts, items, onOpen }: DueProps) {
  const card = items.find(({ id }) => id === one.entrapmentId);
  const where = card ? `${card.rescueCode || '无识别码'} ${card.place} ${card.ownNumber}：` : '';
  return (
    <div className="dues__one" {...(isRead ? { role: 'alert' } : {})}>
      <span className="dues__words">
        {where}
        <strong>{one.text}</strong> {timeInWords(one.since)} 起
      </span>
      <Space>
        <Button size="small" type="primary" onClick={() => onOpen(one.entrapmentId)}>
          打开
        </Button>
        <Button size="small" onClick={() => alerts.note([one])}>
          知道了
        </Button>
      </Space>
    </div>
  );
}
