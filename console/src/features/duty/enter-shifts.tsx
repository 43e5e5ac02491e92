import { type DutyWeek, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { App, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayWords } from '../../lib/words';
import { Refused } from '../../ui/problem';

interface Props {
  week: DutyWeek;
  /** Chosen to begin with. */
  day: string | null;
  onClose: () => void;
  onDone: () => void;
}

export const daysOf = (from: string): string[] => [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(from, day));

/** One person for some days of the week, the same hours each. */
export function EnterShifts({ week, day, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const [personId, setPersonId] = useState<string | null>(null);
  const [days, setDays] = useState<string[]>(day ? [day] : daysOf(week.from));
  const [from, setFrom] = useState('08:00');
  const [until, setUntil] = useState('08:00');
  const enter = useWrite(dutyApi.enter);
  const send = async () => {
    if (!personId) return;
    const done = await enter.run({ rosterId: week.roster.id, personId, days, from, until });
    if (!done) return;
    message.success(`已排 ${done.entered} 个班`);
    onDone();
  };
  const isReady = personId && days.length > 0 && from !== '' && until !== '';
  return (
    <Modal
      open
      title="排班"
      okText="排班"
      cancelText="取消"
      okButtonProps={{ disabled: !isReady, loading: enter.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="值班人员" required>
          <Select
            showSearch
            aria-label="值班人员"
            optionFilterProp="label"
            placeholder="选本单位人员"
            value={personId}
            options={week.people.map(({ id, name, isQualified }) => ({
              value: id,
              label: isQualified ? name : `${name}（没有有效证件）`,
              disabled: !isQualified,
            }))}
            onChange={setPersonId}
          />
        </Form.Item>
        <Form.Item label="日期" required>
          <Select
            mode="multiple"
            aria-label="日期"
            value={days}
            options={daysOf(week.from).map((value) => ({ value, label: dayWords(value) }))}
            onChange={setDays}
          />
        </Form.Item>
        <Form.Item label="几点到几点" required extra="结束不晚于开始的，到第二天；08:00 到 08:00 是一整天。">
          <Space>
            <Input
              type="time"
              aria-label="开始"
              value={from}
              onChange={({ target }) => setFrom(target.value)}
            />
            至
            <Input
              type="time"
              aria-label="结束"
              value={until}
              onChange={({ target }) => setUntil(target.value)}
            />
          </Space>
        </Form.Item>
      </Form>
      <Refused error={enter.error} />
    </Modal>
  );
}
