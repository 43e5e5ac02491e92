import { type ContractDetail, contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { Alert, App, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Props {
  contract: ContractDetail;
  onChange: (contract: ContractDetail) => void;
}

/** The owner's word: this company answers for these lifts, or it does not (CON-05). */
export function ContractDecision({ contract, onChange }: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [accept, setAccept] = useState(true);
  const [reason, setReason] = useState('');
  const decide = useWrite(contractApi.decide);
  if (!contract.may.decide) return null;

  const submit = async () => {
    const decided = await decide.run({ contractId: contract.id, accept, reason: reason.trim() });
    if (!decided) return;
    setOpen(false);
    message.success(accept ? '已确认，合同期内由这家单位负责。' : '已回复不认可，维保单位会收到消息。');
    onChange(decided);
  };
  const isOverlapping = contract.items.some(({ today, isOurs }) => today !== 'gap' && !isOurs);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        确认合同
      </Button>
      <Modal
        open={open}
        title={`由${contract.company.name}负责这 ${contract.lifts} 台电梯吗？`}
        okText={accept ? '确认由它负责' : '不认可这份合同'}
        cancelText="再看看"
        okButtonProps={{ danger: !accept, disabled: !accept && reason.trim() === '', loading: decide.busy }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <Radio.Group
          optionType="button"
          value={accept}
          onChange={(event) => setAccept(event.target.value === true)}
          options={[
            { value: true, label: '确认' },
            { value: false, label: '不认可' },
          ]}
        />
        {accept && isOverlapping ? (
          <Alert
            showIcon
            type="warning"
            style={{ margin: '12px 0' }}
            message="有电梯目前由其他单位负责。确认后，其他单位与这份合同重叠的部分随之终止，对方还没有开始的维保会取消。"
          />
        ) : (
          <div style={{ height: 12 }} />
        )}
        <Input.TextArea
          aria-label="说明"
          rows={3}
          maxLength={300}
          showCount
          placeholder={accept ? '可以不填' : '写明为什么不认可，例如：没有签过这份合同。'}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="quiet" style={{ marginTop: 28 }}>
          决定会连同您的姓名和时间留存，不能撤回。
        </p>
        <Refused error={decide.error} />
      </Modal>
    </>
  );
}
