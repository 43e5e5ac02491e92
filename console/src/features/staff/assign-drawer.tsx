import {
  type LiftStaff,
  type StaffPurpose,
  type StaffTree,
  staffApi,
  staffPurposes,
} from '@lifttrust/shared-types/staff/staff.contract';
import { App, Button, Checkbox, Drawer, Form, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Props {
  /** Empty: the drawer is shut. */
  lifts: LiftStaff[];
  tree: StaffTree | null;
  onClose: () => void;
  onDone: () => void;
}

const purposes: StaffPurpose[] = ['maintenance', 'repair', 'rescue'];
const teamKey = (id: string) => `unit:${id}`;
const personKey = (id: string) => `person:${id}`;
const idsOf = (keys: string[], kind: string) =>
  keys.flatMap((key) => (key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : []));

/** One or many lifts, people or a team. Who may not be assigned is shown with the reason and cannot be chosen. */
export function AssignDrawer({ lifts, tree, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const assign = useWrite(staffApi.assign);
  const [purpose, setPurpose] = useState<StaffPurpose>('maintenance');
  const [keys, setKeys] = useState<string[]>([]);
  const [replace, setReplace] = useState(false);
  const isOpen = lifts.length > 0;
  const suggested = [...new Set(lifts.flatMap((row) => row.suggested?.id ?? []))];
  const only = suggested.length === 1 ? suggested[0] : undefined;
  useEffect(() => {
    if (isOpen) setKeys(only ? [teamKey(only)] : []);
  }, [isOpen, only]);
  const submit = async () => {
    const done = await assign.run({
      liftIds: lifts.map(({ lift }) => lift.id),
      ...{ purpose, replace, personIds: idsOf(keys, 'person'), unitIds: idsOf(keys, 'unit') },
    });
    if (!done) return;
    const rest = done.lacking > 0 ? `，其中 ${done.lacking} 台仍缺维保人员` : '';
    message.success(`已给 ${lifts.length} 台电梯分配${staffPurposes[purpose]}人员${rest}。`);
    onDone();
  };
  const people = (tree?.people ?? []).map(({ id, name, reasons, isCertified, lifts: count }) => ({
    value: personKey(id),
    disabled: reasons.length > 0,
    label: name,
    note: reasons.length > 0 ? reasons.join('；') : `${isCertified ? '持证' : '没有作业证'} · ${count} 台`,
  }));
  const teams = (tree?.units ?? []).map(({ id, name, leader }) => ({
    value: teamKey(id),
    label: name,
    note: leader ? `组长 ${leader.name}` : '没有组长',
  }));
  const notes = new Map([...teams, ...people].map(({ value, note }) => [value, note]));
  return (
    <Drawer
      open={isOpen}
      width={480}
      title={
        lifts.length === 1 ? `分配人员：${lifts[0]?.lift.place ?? ''}` : `给 ${lifts.length} 台电梯分配人员`
      }
      onClose={onClose}
      footer={
        <Button
          type="primary"
          block
          disabled={keys.length === 0}
          loading={assign.busy}
          onClick={() => void submit()}
        >
          分配
        </Button>
      }
    >
      <Form layout="vertical">
        <Form.Item label="做什么">
          <Segmented<StaffPurpose>
            block
            value={purpose}
            options={purposes.map((value) => ({ value, label: staffPurposes[value] }))}
            onChange={setPurpose}
          />
        </Form.Item>
        <Form.Item
          label="人员或班组"
          extra={only ? '已按负责区域选好班组，可以改。' : '选班组时，班组人员变动后自动跟着变。'}
        >
          <Select
            mode="multiple"
            showSearch
            optionFilterProp="label"
            placeholder="选人员或班组"
            value={keys}
            options={[
              { label: '班组', options: teams },
              { label: '人员', options: people },
            ]}
            optionRender={({ label, value }) => (
              <>
                {label} <span className="quiet">{notes.get(String(value))}</span>
              </>
            )}
            onChange={setKeys}
          />
        </Form.Item>
        <Form.Item>
          <Checkbox checked={replace} onChange={(event) => setReplace(event.target.checked)}>
            换掉原来的{staffPurposes[purpose]}人员
          </Checkbox>
        </Form.Item>
      </Form>
      <Refused error={assign.error} onClose={assign.clear} />
    </Drawer>
  );
}
