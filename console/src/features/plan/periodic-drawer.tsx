import { type PeriodicDueItem, planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { Alert, App, Button, Drawer, Empty, Form, Input, Modal, Table } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { monthWords } from './plan-words';

interface Props {
  open: boolean;
  month: string;
  mayEnter: boolean;
  onClose: () => void;
}

const keyOf = ({ liftId, item }: PeriodicDueItem): string => `${liftId} ${item}`;

/** What falls due beside the four classes, and where it is entered once it is done. */
export function PeriodicDrawer({ open, month, mayEnter, onClose }: Props) {
  const periodic = useLoad(planApi.periodic, open ? { month } : null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [asked, setAsked] = useState<PeriodicDueItem[]>([]);
  const items = periodic.data?.items ?? [];
  const picked = items.filter((item) => chosen.includes(keyOf(item)));
  const isOneKind = new Set(picked.map(({ item }) => item)).size === 1;
  return (
    <Drawer
      open={open}
      width="min(860px, 100vw)"
      title={`周期项目，${monthWords(month)}底以前到期`}
      destroyOnHidden
      onClose={onClose}
    >
      <p className="quiet">
        限速器动作速度校验、季节性项目和年度自行检查各有期限，不随四类维保自动重新起算；完成后请登记。
      </p>
      <Read from={periodic}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty description="没有到期的周期项目。" />
          ) : (
            <>
              {data.isMore ? <Alert showIcon type="warning" message="只显示最早到期的 500 项。" /> : null}
              <Table<PeriodicDueItem>
                size="small"
                rowKey={keyOf}
                dataSource={data.items}
                scroll={{ x: 640 }}
                pagination={{ defaultPageSize: 20, hideOnSinglePage: true }}
                {...(mayEnter
                  ? {
                      rowSelection: {
                        selectedRowKeys: chosen,
                        onChange: (keys: React.Key[]) => setChosen(keys.map(String)),
                      },
                    }
                  : {})}
                columns={[
                  {
                    title: '电梯',
                    key: 'lift',
                    render: (_, item) => (
                      <>
                        {item.place} <span className="quiet">{item.ownNumber}</span>
                      </>
                    ),
                  },
                  { title: '项目', dataIndex: 'name' },
                  {
                    title: '截止日',
                    key: 'due',
                    className: 'nowrap',
                    render: (_, item) => <DueOf item={item} />,
                  },
                  {
                    title: '上次',
                    key: 'last',
                    className: 'nowrap',
                    render: (_, { lastOn, assumed }) =>
                      lastOn ? dayWords(lastOn) : (assumed && '没有登记') || '—',
                  },
                ]}
              />
              {mayEnter ? (
                <Button type="primary" disabled={!isOneKind} onClick={() => setAsked(picked)}>
                  {picked.length > 0 && !isOneKind
                    ? '请只选同一个项目'
                    : `登记选中的 ${picked.length} 台已完成`}
                </Button>
              ) : null}
            </>
          )
        }
      </Read>
      <EnterDone
        items={asked}
        onClose={() => setAsked([])}
        onDone={() => {
          setAsked([]);
          setChosen([]);
          periodic.reload();
        }}
      />
    </Drawer>
  );
}

const DueOf = ({ item }: { item: PeriodicDueItem }) =>
  item.isOverdue ? (
    <StateTag tone="danger" text={`${dayWords(item.dueOn)} 超期`} />
  ) : item.assumed ? (
    <StateTag tone="warning" text="请补登记" />
  ) : (
    <span>{dayWords(item.dueOn)}</span>
  );

function EnterDone(props: { items: PeriodicDueItem[]; onClose: () => void; onDone: () => void }) {
  const { message } = App.useApp();
  const enter = useWrite(planApi.enterPeriodic);
  const today = dayOf(Date.now());
  const [doneOn, setDoneOn] = useState(today);
  const [note, setNote] = useState('');
  const [first] = props.items;
  const submit = async () => {
    if (!first) return;
    const liftIds = props.items.map(({ liftId }) => liftId);
    const done = await enter.run({ item: first.item, liftIds, doneOn, note });
    if (!done) return;
    message.success(`已登记 ${done.lifts} 台：${first.name}。`);
    setNote('');
    props.onDone();
  };
  return (
    <Modal
      open={first !== undefined}
      title={first ? `${first.name}，${props.items.length} 台` : ''}
      okText="登记完成"
      cancelText="先不登记"
      confirmLoading={enter.busy}
      onOk={() => void submit()}
      onCancel={props.onClose}
    >
      <Form layout="vertical">
        <Form.Item label="哪天完成的">
          <DayInput aria-label="哪天完成的" max={today} value={doneOn} keeps onChange={setDoneOn} />
        </Form.Item>
        <Form.Item label="报告编号或说明">
          <Input
            aria-label="报告编号或说明"
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
      </Form>
      <p className="quiet">登记后不能删除；登记错了，再登记一次正确的日期，以最后一次登记为准。</p>
      <Refused error={enter.error} onClose={enter.clear} />
    </Modal>
  );
}
