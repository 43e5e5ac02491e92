import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import type { StationForm } from './station-form';

export function StandForm({ station, onClose, onDone }: StationForm) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const stand = useWrite(stationApi.stand);
  const word = station.isOpen ? '暂停出动' : '恢复出动';
  const send = async () => {
    const wish = { stationId: station.id, isOpen: !station.isOpen, reason: reason.trim() };
    if (!(await stand.run(wish))) return;
    message.success(`已${word}`);
    onDone();
  };
  return (
    <Modal
      open
      title={`${word}？`}
      okText={word}
      cancelText="取消"
      okButtonProps={{ danger: station.isOpen, disabled: reason.trim() === '', loading: stand.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p>
        {station.isOpen ? '暂停期间，困人求助不会派给这个救援站。' : '恢复以后，困人求助可以派给这个救援站。'}
      </p>
      <Input
        aria-label="原因"
        maxLength={200}
        placeholder="写明原因"
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <Refused error={stand.error} />
    </Modal>
  );
}
