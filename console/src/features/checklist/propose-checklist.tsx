import { checklistApi, type OwnItem } from '@lifttrust/shared-types/checklist/checklist.contract';
import { annexOf } from '@lifttrust/shared-types/lift/lift.codes';
import { LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { MaintenanceClass, maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { App, Button, Checkbox, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

const empty: OwnItem = { name: '', requirement: '', class: 'half_month', requiresTest: false };
const isFilled = ({ name, requirement }: OwnItem) => name.trim() !== '' || requirement.trim() !== '';

/** The next edition of a company's own items, begun from the one in use. */
export function ProposeChecklist({ onProposed }: { onProposed: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        提出项目表
      </Button>
      {open ? (
        <Draft
          onClose={() => setOpen(false)}
          onProposed={() => {
            setOpen(false);
            onProposed();
          }}
        />
      ) : null}
    </>
  );
}

function Draft({ onClose, onProposed }: { onClose: () => void; onProposed: () => void }) {
  const { message } = App.useApp();
  const [type, setType] = useState<LiftType | null>(null);
  const [basis, setBasis] = useState('');
  const [changed, setItems] = useState<OwnItem[] | null>(null);
  const inUse = useLoad(checklistApi.list, type ? { type, state: 'approved' } : null);
  const propose = useWrite(checklistApi.propose);
  const kind = type && annexOf(type) === null ? 'custom' : 'addition';
  const items = changed ?? inUse.data?.items[0]?.items ?? [empty];
  const set = (at: number, change: Partial<OwnItem>) =>
    setItems(items.map((item, index) => (index === at ? { ...item, ...change } : item)));
  const submit = async () => {
    if (!type) return;
    if (!(await propose.run({ kind, type, basis: basis.trim(), items: items.filter(isFilled) }))) return;
    message.success('已提出，等监管部门审核');
    onProposed();
  };
  return (
    <Modal
      open
      width={860}
      title="提出项目表"
      okText="提出审核"
      cancelText="取消"
      okButtonProps={{ disabled: !type || !items.some(isFilled), loading: propose.busy }}
      onOk={submit}
      onCancel={onClose}
    >
      <Space direction="vertical" style={{ width: '100%' }}>
        <Select
          aria-label="设备品种"
          placeholder="设备品种"
          style={{ width: '100%' }}
          value={type}
          options={LiftType.options.map((value) => ({ value, label: liftTypes[value] }))}
          onChange={(value) => {
            setType(value);
            setItems(null);
          }}
        />
        {type ? (
          <p className="quiet">
            {kind === 'custom'
              ? '这类电梯没有法定项目表：请按制造单位说明书写全部维保项目，审核通过后才能安排维保。'
              : '法定项目自动带出，不能减少；这里写要增加的项目。已安排的维保不变。'}
          </p>
        ) : null}
        <Input
          aria-label="依据"
          maxLength={300}
          placeholder={kind === 'custom' ? '依据：制造单位说明书的名称和版本' : '依据（可不填）'}
          value={basis}
          onChange={(event) => setBasis(event.target.value)}
        />
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name before it is written.
          <ItemLine key={at} item={item} onChange={(change) => set(at, change)} />
        ))}
        <Button type="dashed" block onClick={() => setItems([...items, empty])}>
          再加一项
        </Button>
      </Space>
      <Refused error={propose.error} />
    </Modal>
  );
}

const ItemLine = ({ item, onChange }: { item: OwnItem; onChange: (change: Partial<OwnItem>) => void }) => (
  <Space.Compact block className="stacks">
    <Select
      aria-label="类别"
      style={{ width: 120 }}
      value={item.class}
      options={MaintenanceClass.options.map((value) => ({ value, label: maintenanceClasses[value] }))}
      onChange={(value) => onChange({ class: value })}
    />
    <Input
      aria-label="项目"
      style={{ width: 220 }}
      maxLength={60}
      placeholder="项目"
      value={item.name}
      onChange={(event) => onChange({ name: event.target.value })}
    />
    <Input
      aria-label="要求"
      maxLength={200}
      placeholder="要求"
      value={item.requirement}
      onChange={(event) => onChange({ requirement: event.target.value })}
    />
    <Checkbox
      style={{ alignSelf: 'center', padding: '0 8px', whiteSpace: 'nowrap' }}
      checked={item.requiresTest}
      onChange={(event) => onChange({ requiresTest: event.target.checked })}
    >
      须测试
    </Checkbox>
  </Space.Compact>
);
