import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { areaKinds, type StaffUnit, staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { Button, Empty, Input, List, Select, Space } from 'antd';
import { useState } from 'react';
import { call } from '../../lib/call';
import type { Staff } from './use-staff';

type Area = Pick<StaffUnit['areas'][number], 'kind' | 'value'>;
type Typed = 'street' | 'division';

const hints: Record<Typed, string> = { street: '如 示例路 3 号、云溪里小区', division: '如 999901' };

/** What a team covers. It suggests who is assigned; nobody is assigned by it. */
export function AreaEditor({ staff, unit }: { staff: Staff; unit: StaffUnit }) {
  const [kind, setKind] = useState<Typed>('street');
  const [value, setValue] = useState('');
  const before = unit.areas.map(({ kind, value }) => ({ kind, value }));
  const set = (areas: Area[]) => (edition: number, requestKey: string) =>
    call(staffApi.setAreas, { edition, unitId: unit.id, areas }, { requestKey });
  const keep = (areas: Area[], done: string) => staff.take({ done, change: set(areas), undo: set(before) });
  const add = async () => {
    const area = { kind, value: value.trim() };
    if (area.value && (await keep([...before, area], `${unit.name}增加了负责区域“${area.value}”`)))
      setValue('');
  };
  return (
    <>
      <List
        size="small"
        dataSource={unit.areas}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有设定负责区域。" />,
        }}
        renderItem={(area) => (
          <List.Item
            actions={
              staff.readOnly
                ? []
                : [
                    <Button
                      key="remove"
                      size="small"
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={`去掉${area.title}`}
                      onClick={() =>
                        void keep(
                          before.filter((one) => one.kind !== area.kind || one.value !== area.value),
                          `${unit.name}去掉了负责区域“${area.title}”`,
                        )
                      }
                    />,
                  ]
            }
          >
            <span className="quiet">{areaKinds[area.kind]}</span> {area.title}
            <span className="quiet"> · 本单位 {area.lifts} 台</span>
          </List.Item>
        )}
      />
      {staff.readOnly ? null : (
        <Space.Compact style={{ width: '100%', marginTop: 8 }}>
          <Select<Typed>
            style={{ width: 130 }}
            aria-label="区域类型"
            value={kind}
            options={[
              { value: 'street', label: areaKinds.street },
              { value: 'division', label: areaKinds.division },
            ]}
            onChange={setKind}
          />
          <Input
            value={value}
            maxLength={60}
            aria-label="负责区域"
            placeholder={hints[kind]}
            onChange={(event) => setValue(event.target.value)}
            onPressEnter={() => void add()}
          />
          <Button icon={<PlusOutlined />} disabled={!value.trim()} onClick={() => void add()}>
            增加
          </Button>
        </Space.Compact>
      )}
    </>
  );
}
