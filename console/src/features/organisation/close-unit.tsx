import {
  type OrganisationFile,
  organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import { Alert, App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { countWords, dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Read, Refused } from '../../ui/problem';

/** What closing means stands above the button; the numbers shown are confirmed with it. */
export function CloseUnit(props: { file: OrganisationFile; onClose: () => void; onDone: () => void }) {
  const { file, onClose, onDone } = props;
  const { message } = App.useApp();
  const found = useLoad(organisationApi.consequences, { organisationId: file.id });
  const close = useWrite(organisationApi.close);
  const [closedOn, setClosedOn] = useState(dayOf(Date.now()));
  const [reason, setReason] = useState('');
  const submit = async () => {
    if (!found.data) return;
    const order = { organisationId: file.id, closedOn, reason: reason.trim(), confirmed: found.data };
    if (!(await close.run(order))) return found.reload();
    message.success(`“${file.name}”已关闭`);
    onDone();
  };
  return (
    <Modal
      title={`关闭“${file.name}”？`}
      open
      okText="关闭这个单位"
      cancelText="再看看"
      okButtonProps={{ danger: true, disabled: !found.data || reason.trim() === '', loading: close.busy }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <Read from={found}>
        {(known) => (
          <Alert
            type="warning"
            showIcon
            message="关闭之后"
            description={
              <ul style={{ margin: 0, paddingLeft: 18 }}>
                <li>{countWords(known.people)} 名人员不能再用这个单位的身份登录</li>
                <li>{countWords(known.lifts)} 台电梯要尽快换到别的单位名下</li>
                <li>{countWords(known.contracts)} 份合同还没有到期，要另行处理</li>
                <li>{countWords(known.plannedVisits)} 次已计划的维保不能再开始</li>
                <li>{countWords(known.changesWaiting)} 项变更还没有审核</li>
                <li>档案和记录保留，不会删除</li>
              </ul>
            }
          />
        )}
      </Read>
      <Form layout="vertical" style={{ marginTop: 12 }}>
        <Form.Item label="从哪天起关闭">
          <DayInput value={closedOn} onChange={setClosedOn} />
        </Form.Item>
        <Form.Item label="原因">
          <Input.TextArea
            aria-label="原因"
            rows={2}
            maxLength={200}
            placeholder="例如：单位已注销"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Refused error={close.error} />
    </Modal>
  );
}
