import {
  type ContractDetail,
  type ContractLiftView,
  contractApi,
} from '@lifttrust/shared-types/contract/contract.contract';
import { App, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Props {
  contractId: string;
  item: ContractLiftView | null;
  onClose: () => void;
  onChange: (contract: ContractDetail) => void;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** 接收确认: what is not in order now is not the new company's fault later (CON-08). */
export function TakeOver({ contractId, item, onClose, onChange }: Props) {
  const { message } = App.useApp();
  const [isSafe, setSafe] = useState(true);
  const [text, setText] = useState('');
  const accept = useWrite(contractApi.accept);
  const close = () => {
    setSafe(true);
    setText('');
    accept.clear();
    onClose();
  };
  const submit = async () => {
    if (!item) return;
    const said = { contractId, liftId: item.lift.id, isSafe, defects: linesOf(text) };
    const changed = await accept.run(said);
    if (!changed) return;
    message.success('已接收确认');
    onChange(changed);
    close();
  };
  return (
    <Modal
      open={item !== null}
      title={item ? `接收 ${item.lift.place} ${item.lift.ownNumber}` : ''}
      okText="接收确认"
      cancelText="再看看"
      okButtonProps={{ loading: accept.busy, disabled: !isSafe && linesOf(text).length === 0 }}
      onOk={() => void submit()}
      onCancel={close}
    >
      <p>接手时，这台电梯是否符合安全技术规范的要求？</p>
      <Radio.Group
        value={isSafe}
        onChange={(event) => setSafe(event.target.value === true)}
        options={[
          { value: true, label: '符合' },
          { value: false, label: '不符合，有问题' },
        ]}
      />
      <Input.TextArea
        aria-label="发现的问题"
        style={{ marginTop: 12 }}
        rows={4}
        maxLength={2000}
        placeholder={isSafe ? '发现的小问题也可以写，一行一条' : '写明发现的问题，一行一条'}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="quiet">确认后不能修改。写明的问题会告知使用单位，不计为贵单位维保不到位。</p>
      <Refused error={accept.error} />
    </Modal>
  );
}
