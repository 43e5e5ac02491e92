import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';

/** Which lift, which work, by whom and when. */
export function PlanCheck({ onPlanned }: { onPlanned: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        计划一次检查
      </Button>
      {open ? (
        <Draft
          onClose={() => setOpen(false)}
          onPlanned={() => {
            setOpen(false);
            onPlanned();
          }}
        />
      ) : null}
    </>
  );
}

function Draft({ onClose, onPlanned }: { onClose: () => void; onPlanned: () => void }) {
  const { message } = App.useApp();
  const [q, setQ] = useState('');
  const [liftId, setLiftId] = useState<string | null>(null);
  const [recordId, setRecordId] = useState<string | null>(null);
  const [technicianIds, setTechnicianIds] = useState<string[]>([]);
  const [inspectorId, setInspectorId] = useState<string | null>(null);
  const [plannedOn, setPlannedOn] = useState(() => dayOf(Date.now()));
  const lifts = useLoad(liftApi.list, { pageSize: 50, ...(q ? { q } : {}) });
  const records = useLoad(recordApi.list, liftId ? { liftId, pageSize: 10 } : null);
  const people = useLoad(personApi.list, { role: 'technician', pageSize: 100 });
  const inspectors = useLoad(qualityApi.inspectors, {});
  const plan = useWrite(qualityApi.plan);
  const isReady = liftId && inspectorId && plannedOn && (recordId || technicianIds.length > 0);
  const send = async () => {
    if (!liftId || !inspectorId) return;
    const whose = recordId ? { recordId } : { technicianIds };
    if (!(await plan.run({ liftId, inspectorId, plannedOn, ...whose }))) return;
    message.success('已计划，检查后在这里登记结果');
    onPlanned();
  };
  return (
    <Modal
      open
      title="计划一次质量检查"
      okText="计划"
      cancelText="取消"
      okButtonProps={{ disabled: !isReady, loading: plan.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="电梯" required>
          <Select
            showSearch
            aria-label="电梯"
            placeholder="输入地点或编号查找"
            filterOption={false}
            value={liftId}
            options={(lifts.data?.items ?? []).map(({ id, place, ownNumber }) => ({
              value: id,
              label: `${place} ${ownNumber}`.trim(),
            }))}
            onSearch={setQ}
            onChange={(value: string) => {
              setLiftId(value);
              setRecordId(null);
            }}
          />
        </Form.Item>
        <Form.Item label="检查哪份记录" extra="选了记录，被检查的就是记录上的维保人员。">
          <Select
            allowClear
            aria-label="检查哪份记录"
            placeholder={liftId ? '不针对某一份记录' : '先选电梯'}
            disabled={!liftId}
            value={recordId}
            options={(records.data?.items ?? []).map(({ id, completedOn, technicians }) => ({
              value: id,
              label: `${dayWords(completedOn)} ${technicians.join('、')}`,
            }))}
            onChange={(value?: string) => setRecordId(value ?? null)}
          />
        </Form.Item>
        {recordId ? null : (
          <Form.Item label="检查谁做的维保" required>
            <Select
              mode="multiple"
              aria-label="检查谁做的维保"
              placeholder="选维保人员"
              optionFilterProp="label"
              value={technicianIds}
              options={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setTechnicianIds}
            />
          </Form.Item>
        )}
        <Form.Item label="由谁检查" required extra="只能选任命的质量检查人员，不能检查自己做的维保。">
          <Select
            aria-label="由谁检查"
            placeholder={inspectors.data?.items.length === 0 ? '请先任命质量检查人员' : '选检查人员'}
            value={inspectorId}
            options={(inspectors.data?.items ?? []).map(({ person }) => ({
              value: person.id,
              label: person.name,
            }))}
            onChange={setInspectorId}
          />
        </Form.Item>
        <Form.Item label="计划日期" required>
          <DayInput aria-label="计划日期" value={plannedOn} onChange={setPlannedOn} />
        </Form.Item>
      </Form>
      <Refused error={plan.error} onClose={plan.clear} />
    </Modal>
  );
}
