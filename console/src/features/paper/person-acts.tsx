import {
  type PersonDetail,
  personApi,
  RevealPurpose,
  revealPurposes,
} from '@lifttrust/shared-types/person/person.contract';
import { App, Button, Form, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dateWords, dayOf } from '../../lib/words';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { DayField } from './enter-paper';

interface Props {
  person: PersonDetail;
  onChanged: () => void;
}

/** Nothing is deleted: records keep the name, the number keeps the person. */
export function Leave({ person, onChanged }: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [lastDay, setLastDay] = useState<string | null>(dayOf(Date.now()));
  const [reason, setReason] = useState('');
  const leave = useWrite(personApi.leave);
  const send = async () => {
    if (lastDay === null) return;
    if (!(await leave.run({ personId: person.id, lastDay, reason: reason.trim() }))) return;
    setOpen(false);
    message.success(`已办理，${dateWords(lastDay)}是最后一天`);
    onChanged();
  };
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        办理离职
      </Button>
      <Modal
        open={open}
        title={`为${person.name}办理离职？`}
        okText="办理离职"
        cancelText="不办"
        okButtonProps={{
          danger: true,
          disabled: lastDay === null || reason.trim() === '',
          loading: leave.busy,
        }}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p>
          最后一天过后，{person.name}不能再登录和被安排，人脸模板在 3
          天内删除。做过的记录保留，再来时重新登记即可。
        </p>
        <Form layout="vertical">
          <Form.Item label="最后一天">
            <DayField label="最后一天" value={lastDay} onDay={setLastDay} />
          </Form.Item>
          <TextField label="原因" name="离职原因" value={reason} max={200} onText={setReason} />
        </Form>
        <Refused error={leave.error} />
      </Modal>
    </>
  );
}

export function Correct({ person, onChanged }: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(person.name);
  const [phone, setPhone] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [reason, setReason] = useState('');
  const correct = useWrite(personApi.correct);
  const send = async () => {
    const done = await correct.run({
      personId: person.id,
      reason: reason.trim(),
      ...(name.trim() !== person.name ? { name: name.trim() } : {}),
      ...(phone ? { phone } : {}),
      ...(idNumber ? { idNumber } : {}),
    });
    if (!done) return;
    setOpen(false);
    message.success(done.changeWaits ? '已提交，监管单位审核后生效' : '已更正');
    onChanged();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>更正</Button>
      <Modal
        open={open}
        title="更正登记信息"
        okText="更正"
        cancelText="不改"
        okButtonProps={{ disabled: reason.trim() === '' || name.trim() === '', loading: correct.busy }}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p className="quiet">
          不改的留空。监管单位核验过的姓名和身份证号码、在别的单位也任职的人、其他管理员的手机号码，要由监管单位审核后才改。
        </p>
        <Form layout="vertical">
          <TextField label="姓名" name="新姓名" value={name} max={40} onText={setName} />
          <TextField
            label={`手机号码（现在是 ${person.phone || '未登记'}）`}
            name="新手机号码"
            value={phone}
            max={20}
            onText={setPhone}
          />
          <TextField
            label={`身份证号码（现在是 ${person.idNumber || '未登记'}）`}
            name="新身份证号码"
            value={idNumber}
            max={40}
            onText={setIdNumber}
          />
          <TextField label="理由" name="更正理由" value={reason} max={200} onText={setReason} />
        </Form>
        <Refused error={correct.error} />
      </Modal>
    </>
  );
}

/** A number in the clear, after saying what for; it disappears with the page. */
export function Reveal({ person, what }: { person: PersonDetail; what: 'phone' | 'id_number' }) {
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState<RevealPurpose | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const reveal = useWrite(personApi.reveal);
  const masked = what === 'phone' ? person.phone : person.idNumber;
  if (!masked) return <span className="quiet">未登记</span>;
  if (value) return <span className="mono">{value}</span>;
  const send = async () => {
    if (!purpose) return;
    const shown = await reveal.run({ personId: person.id, what, purpose });
    if (!shown) return;
    setValue(shown.value);
    setOpen(false);
  };
  return (
    <>
      <span className="mono">{masked}</span>{' '}
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        查看完整号码
      </Button>
      <Modal
        open={open}
        title="查看完整号码"
        okText="查看并记录"
        cancelText="不看"
        okButtonProps={{ disabled: !purpose, loading: reveal.busy }}
        onOk={send}
        onCancel={() => setOpen(false)}
      >
        <p>请选择用途。您的姓名、时间和用途会记入日志，{person.name}本人看得到。</p>
        <Radio.Group
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
          options={RevealPurpose.options.map((option) => ({ value: option, label: revealPurposes[option] }))}
        />
        <Refused error={reveal.error} />
      </Modal>
    </>
  );
}
