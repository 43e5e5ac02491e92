import { contractApi, type LiftChoice } from '@lifttrust/shared-types/contract/contract.contract';
import { Button, Input, Space, Table } from 'antd';
import { useEffect, useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Props {
  chosen: LiftChoice[];
  onChoose: (chosen: LiftChoice[]) => void;
}

const codesIn = (text: string): string[] => text.split(/[\s,，;；]+/).filter((code) => code.length >= 4);

/** The company's own lifts, and others by the numbers that somebody read off them. */
export function LiftSearch({ chosen, onChoose }: Props) {
  const [text, setText] = useState('');
  const [place, setPlace] = useState('');
  const [found, setFound] = useState<LiftChoice[]>([]);
  const [unknown, setUnknown] = useState<string[]>([]);
  const search = useWrite(contractApi.liftChoices);
  const look = async (identifiers: string[], q: string) => {
    const answer = await search.run({ identifiers, ...(q ? { q } : {}) });
    if (!answer) return;
    setUnknown(answer.unknown);
    // What was found before stays: numbers are read off lift by lift.
    setFound((before) => [
      ...before.filter(({ lift }) => !answer.items.some((item) => item.lift.id === lift.id)),
      ...answer.items,
    ]);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens.
  useEffect(() => {
    void look([], '');
  }, []);

  const shown = place ? found.filter(({ lift }) => `${lift.place}${lift.address}`.includes(place)) : found;
  return (
    <>
      <Space.Compact style={{ width: '100%', maxWidth: 640 }}>
        <Input
          aria-label="电梯上的号码"
          placeholder="识别码、使用登记证编号、设备代码或注册代码，可以一次粘贴多个"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => void look(codesIn(text), '')}
        />
        <Button
          loading={search.busy}
          disabled={codesIn(text).length === 0}
          onClick={() => void look(codesIn(text), '')}
        >
          查找
        </Button>
      </Space.Compact>
      <p className="quiet">下面是本单位负责的电梯。新接手的电梯，请输入电梯上的号码查找。</p>
      {unknown.length > 0 ? <p>没有找到：{unknown.join('、')}。请对照使用标志核对。</p> : null}
      <Refused error={search.error} />
      <Input
        allowClear
        aria-label="按地点筛选"
        placeholder="按地点筛选"
        style={{ width: 240, marginBottom: 8 }}
        value={place}
        onChange={(event) => setPlace(event.target.value.trim())}
      />
      <Table<LiftChoice>
        size="small"
        rowKey={(item) => item.lift.id}
        dataSource={shown}
        loading={search.busy}
        pagination={{ pageSize: 10, showTotal: (total) => `共 ${total} 台` }}
        locale={{ emptyText: '还没有可选的电梯，请输入号码查找。' }}
        rowSelection={{
          selectedRowKeys: chosen.map(({ lift }) => lift.id),
          preserveSelectedRowKeys: true,
          onChange: (keys) => onChoose(found.filter(({ lift }) => keys.includes(lift.id))),
        }}
        columns={[
          { title: '识别码', render: (_, { lift }) => <b>{lift.rescueCode || '—'}</b> },
          {
            title: '使用地点',
            render: (_, { lift }) => (
              <>
                {lift.place} <span className="quiet">{lift.ownNumber}</span>
              </>
            ),
          },
          { title: '使用单位', render: (_, { lift }) => lift.ownerName || '未登记' },
          { title: '现维保单位', render: (_, { lift }) => lift.companyName || '无' },
        ]}
      />
    </>
  );
}
