import { type DutyShift, type DutyWeek, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { App, Button, Drawer, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { spanWords } from './duty-words';

interface Props {
  week: DutyWeek;
  shift: DutyShift;
  onClose: () => void;
  onDone: () => void;
}

/** Somebody stands in, or nobody comes: with the reason, which stays. */
export function ShiftDrawer({ week, shift, onClose, onDone }: Props) {
  const { message, modal } = App.useApp();
  const [personId, setPersonId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const standIn = useWrite(dutyApi.standIn);
  const cancel = useWrite(dutyApi.cancel);
  const isOver = shift.endsAt <= Date.now();
  const why = reason.trim();
  const change = async () => {
    if (!personId || !(await standIn.run({ shiftId: shift.id, personId, reason: why }))) return;
    message.success('已换人');
    onDone();
  };
  const drop = async () => {
    if (!(await cancel.run({ shiftId: shift.id, reason: why }))) return;
    message.success('班次已取消');
    onDone();
  };
  const ask = () =>
    modal.confirm({
      title: '取消这个班次？',
      content: '没有别人值班的时段会成为空班，求助没有人接。',
      okText: '取消班次',
      cancelText: '不取消',
      onOk: () => void drop(),
    });
  return (
    <Drawer open width={420} title={shift.person.name} onClose={onClose}>
      <p>{spanWords(shift)}</p>
      {shift.standsInFor ? <p className="quiet">替 {shift.standsInFor.name} 值班。</p> : null}
      {!week.roster.may.change || isOver ? (
        <p className="quiet">{isOver ? '已经结束，不能再改。' : '由值班单位自己排班。'}</p>
      ) : (
        <Space direction="vertical" style={{ width: '100%' }}>
          <Input
            aria-label="理由"
            maxLength={300}
            placeholder="理由，会留在记录里"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <Space.Compact style={{ width: '100%' }}>
            <Select
              showSearch
              aria-label="谁来顶班"
              style={{ flex: 1 }}
              optionFilterProp="label"
              placeholder="谁来顶班"
              value={personId}
              options={week.people
                .filter(({ id, isQualified }) => isQualified && id !== shift.person.id)
                .map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setPersonId}
            />
            <Button
              type="primary"
              disabled={!personId || why === ''}
              loading={standIn.busy}
              onClick={() => void change()}
            >
              换人顶班
            </Button>
          </Space.Compact>
          <Button danger disabled={why === ''} loading={cancel.busy} onClick={ask}>
            取消班次
          </Button>
          <Refused error={standIn.error ?? cancel.error} />
        </Space>
      )}
    </Drawer>
  );
}
