import {
  type DutyTest,
  type DutyWeek,
  dutyApi,
  dutyTestWords,
} from '@lifttrust/shared-types/duty/duty.contract';
import { App, Button, Input, Space, Table } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<DutyTest['state'], Tone> = {
  ...{ calling: 'brand', waiting: 'warning', answered: 'success', failed: 'danger' },
};

/** The platform's monthly calls to the phone of duty; whoever picked up enters the number here. */
export function PhoneTests({ week, onAnswered }: { week: DutyWeek; onAnswered: () => void }) {
  const { message } = App.useApp();
  const role = useSession()?.me.role;
  const [code, setCode] = useState('');
  const answer = useWrite(dutyApi.answerTest);
  const isWaiting = week.tests.some(({ state }) => state === 'waiting') && isFor(dutyApi.answerTest, role);
  const send = async () => {
    if (!(await answer.run({ rosterId: week.roster.id, code: code.trim() }))) return;
    message.success('测试电话已有人接听');
    setCode('');
    onAnswered();
  };
  return (
    <Section title="值班电话测试">
      <p className="quiet">
        平台每月拨打一次值班电话，读出 6 位测试码；接听的人填写后算接通。两次没有接通，告知监管部门。
      </p>
      {isWaiting ? (
        <Space.Compact>
          <Input
            aria-label="测试码"
            inputMode="numeric"
            maxLength={6}
            placeholder="电话里读的 6 位数字"
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
          <Button
            type="primary"
            disabled={code.length !== 6}
            loading={answer.busy}
            onClick={() => void send()}
          >
            填写测试码
          </Button>
        </Space.Compact>
      ) : null}
      <Refused error={answer.error} onClose={answer.clear} />
      <Table<DutyTest>
        size="small"
        rowKey={({ month, attempt }) => `${month} ${attempt}`}
        pagination={false}
        locale={{ emptyText: '还没有测试过。' }}
        dataSource={week.tests}
        columns={[
          { title: '时间', className: 'nowrap', render: (_, one) => momentWords(one.at) },
          { title: '第几次', render: (_, one) => `${one.month} 第 ${one.attempt} 次` },
          {
            title: '结果',
            render: (_, one) => <StateTag tone={tones[one.state]} text={dutyTestWords[one.state]} />,
          },
          { title: '谁接听', render: (_, one) => one.answeredBy || '—' },
        ]}
      />
    </Section>
  );
}
