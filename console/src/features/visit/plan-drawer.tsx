import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import {
  type MaintenanceClass,
  maintenanceClasses,
  visitApi,
} from '@lifttrust/shared-types/visit/visit.contract';
import { Alert, App, Button, Drawer, Form, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';

interface Props {
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

const classes: MaintenanceClass[] = ['half_month', 'quarter', 'half_year', 'year'];

/** One visit: which lift, which day, who. The people assigned to the lift are chosen beforehand. */
export function PlanDrawer({ open, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const plan = useWrite(visitApi.plan);
  const [q, setQ] = useState('');
  const [liftId, setLiftId] = useState<string | null>(null);
  const [kind, setKind] = useState<MaintenanceClass>('half_month');
  const [day, setDay] = useState(() => dayOf(Date.now()));
  const [leadId, setLeadId] = useState<string | null>(null);
  const [partnerIds, setPartnerIds] = useState<string[]>([]);
  const lifts = useLoad(staffApi.lifts, open ? { pageSize: 50, ...(q ? { q } : {}) } : null);
  const tree = useLoad(staffApi.tree, open ? { day } : null);
  const staff = useLoad(staffApi.ofLift, open && liftId ? { liftId, day } : null);
  const assigned = staff.data;
  useEffect(() => {
    if (!assigned) return;
    const [lead, ...partners] = assigned.maintainers.map(({ id }) => id);
    setLeadId(lead ?? null);
    setPartnerIds(partners.slice(0, 1));
  }, [assigned]);
  const people = (tree.data?.people ?? []).map(({ id, name, reasons, isCertified }) => ({
    value: id,
    label: name,
    disabled: reasons.length > 0,
    note: reasons.length > 0 ? reasons.join('；') : isCertified ? '持证' : '没有作业证',
  }));
  const submit = async () => {
    if (!liftId || !leadId) return;
    const planned = await plan.run({ liftId, class: kind, plannedOn: day, leadId, partnerIds });
    if (!planned) return;
    message.success(`已安排 ${dayWords(planned.plannedOn)} ${planned.lift.place} 的维保。`);
    setLiftId(null);
    onDone();
  };
  const person = (data: { label?: unknown; note?: string }) => (
    <>
      {String(data.label)} <span className="quiet">{data.note}</span>
    </>
  );
  return (
    <Drawer
      open={open}
      width={460}
      title="安排维保"
      onClose={onClose}
      footer={
        <Button
          block
          type="primary"
          disabled={!liftId || !leadId || !day}
          loading={plan.busy}
          onClick={() => void submit()}
        >
          安排
        </Button>
      }
    >
      <Form layout="vertical">
        <Form.Item label="电梯">
          <Select
            showSearch
            filterOption={false}
            placeholder="输入地点、识别码查找"
            aria-label="电梯"
            loading={lifts.loading}
            value={liftId}
            notFoundContent={lifts.loading ? '正在读取' : '没有找到，请换一个词。'}
            options={(lifts.data?.items ?? []).map(({ lift }) => ({
              value: lift.id,
              label: `${lift.place} ${lift.ownNumber}${lift.dueOn ? `（${dayWords(lift.dueOn)}到期）` : ''}`,
            }))}
            onSearch={setQ}
            onChange={setLiftId}
          />
        </Form.Item>
        <Form.Item label="类别">
          <Select
            aria-label="类别"
            value={kind}
            options={classes.map((value) => ({ value, label: maintenanceClasses[value] }))}
            onChange={setKind}
          />
        </Form.Item>
        <Form.Item label="哪一天">
          <DayInput aria-label="哪一天" min={dayOf(Date.now())} value={day} keeps onChange={setDay} />
        </Form.Item>
        {assigned && assigned.maintainers.length === 0 ? (
          <Alert
            showIcon
            type="info"
            style={{ marginBottom: 16 }}
            message="这台电梯还没有分配维保人员，请在下面选人。"
          />
        ) : null}
        <Form.Item label="组长">
          <Select
            showSearch
            optionFilterProp="label"
            aria-label="组长"
            placeholder="选一名持证人员"
            value={leadId}
            options={people}
            optionRender={({ data }) => person(data)}
            onChange={setLeadId}
          />
        </Form.Item>
        <Form.Item label="同伴">
          <Select
            mode="multiple"
            showSearch
            optionFilterProp="label"
            aria-label="同伴"
            placeholder="至少一人"
            value={partnerIds}
            options={people.filter(({ value }) => value !== leadId)}
            optionRender={({ data }) => person(data)}
            onChange={setPartnerIds}
          />
        </Form.Item>
      </Form>
      <Refused error={plan.error} onClose={plan.clear} />
    </Drawer>
  );
}
