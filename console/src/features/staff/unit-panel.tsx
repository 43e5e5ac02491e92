import { type StaffUnit, staffApi, staffKinds } from '@lifttrust/shared-types/staff/staff.contract';
import { App, Button, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { call } from '../../lib/call';
import { dayWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { AreaEditor } from './area-editor';
import { MoveTo } from './move-to';
import { NewUnit } from './new-unit';
import { moveUnit, type Staff } from './use-staff';

/** One department or team: its name and leader, where it stands, what it covers. */
export function UnitPanel({ staff, unit }: { staff: Staff; unit: StaffUnit }) {
  const kind = staffKinds[unit.kind];
  return (
    <>
      <Section
        title={`${kind}“${unit.name}”`}
        extra={<span className="quiet">从 {dayWords(unit.since)} 起</span>}
      >
        {staff.readOnly ? (
          <p className="quiet">过去的样子只能看，不能改。</p>
        ) : (
          <Naming staff={staff} unit={unit} />
        )}
      </Section>
      <Section title="负责区域">
        <AreaEditor staff={staff} unit={unit} />
      </Section>
      {staff.readOnly ? null : (
        <Section title="调整">
          <Space direction="vertical" style={{ width: '100%' }} size="middle">
            <MoveTo
              tree={staff.tree}
              moving={{ unitId: unit.id }}
              from={unit.parentId}
              busy={staff.busy}
              onMove={(to, name) =>
                void staff.take({
                  done: `已把${unit.name}移到“${name}”`,
                  change: moveUnit(unit.id, to),
                  undo: moveUnit(unit.id, unit.parentId),
                })
              }
            />
            {unit.kind === 'team' ? null : <NewUnit staff={staff} parentId={unit.id} />}
            <CloseUnit staff={staff} unit={unit} />
          </Space>
        </Section>
      )}
    </>
  );
}

function Naming({ staff, unit }: { staff: Staff; unit: StaffUnit }) {
  const [name, setName] = useState(unit.name);
  const [leaderId, setLeaderId] = useState<string | null>(unit.leader?.id ?? null);
  const change = (next: { name: string; leaderId: string | null }) => (edition: number, requestKey: string) =>
    call(staffApi.changeUnit, { edition, unitId: unit.id, ...next }, { requestKey });
  const before = { name: unit.name, leaderId: unit.leader?.id ?? null };
  const isChanged = name.trim() !== before.name || leaderId !== before.leaderId;
  return (
    <Form layout="vertical">
      <Form.Item label="名称">
        <Input value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
      </Form.Item>
      <Form.Item label={unit.kind === 'team' ? '组长' : '负责人'}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder="还没有指定"
          value={leaderId}
          options={staff.tree.people.map((person) => ({ value: person.id, label: person.name }))}
          onChange={(value) => setLeaderId(value ?? null)}
        />
      </Form.Item>
      <Button
        type="primary"
        disabled={!isChanged || !name.trim()}
        loading={staff.busy}
        onClick={() =>
          void staff.take({
            done: `已更新${unit.name}`,
            change: change({ name: name.trim(), leaderId }),
            undo: change(before),
          })
        }
      >
        保存名称和组长
      </Button>
    </Form>
  );
}

function CloseUnit({ staff, unit }: { staff: Staff; unit: StaffUnit }) {
  const { modal } = App.useApp();
  const ask = () =>
    modal.confirm({
      title: `撤销“${unit.name}”？`,
      content: '里面没有人员和下级才能撤销。分配给它的电梯会转为缺人，并生成待办。以前的记录保留可查。',
      okText: '撤销',
      cancelText: '不撤销',
      okButtonProps: { danger: true },
      onOk: async () => {
        await staff.take({
          done: `已撤销${unit.name}`,
          change: (edition, requestKey) =>
            call(staffApi.closeUnit, { edition, unitId: unit.id }, { requestKey }),
        });
      },
    });
  return (
    <Button danger onClick={ask}>
      撤销{staffKinds[unit.kind]}
    </Button>
  );
}
