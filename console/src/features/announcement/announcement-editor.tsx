import {
  type Announcement,
  AnnouncementKindField,
  AudienceField,
  announcementApi,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import {
  type AnnouncementKind,
  type Audience,
  announcementKinds,
  audiences,
} from '@lifttrust/shared-types/announcement/announcement.rules';
import { educationTexts } from '@lifttrust/shared-types/announcement/education.texts';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { App, Button, Form, Input, Modal, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';

interface Props {
  /** A draft that is changed; absent: a new one. */
  before?: Announcement;
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
  onDone: (written: Announcement) => void;
}

/** A draft: what is said, to whom, on which days. Nobody reads it before it is published. */
export const AnnouncementEditor = (props: Props) => (
  <>
    <Button {...(props.before ? {} : { type: 'primary' as const })} onClick={props.onOpen}>
      {props.before ? '修改草稿' : '写一则'}
    </Button>
    {props.open ? <Draft {...props} /> : null}
  </>
);

function Draft({ before, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const [kind, setKind] = useState<AnnouncementKind>(before?.kind ?? 'announcement');
  const [title, setTitle] = useState(before?.title ?? '');
  const [text, setText] = useState(before?.text ?? '');
  const [audience, setAudience] = useState<Audience>(before?.audience ?? 'public');
  const [companyId, setCompanyId] = useState<string | undefined>(before?.company?.id);
  const [liftIds, setLiftIds] = useState<string[]>(before?.lifts.map(({ id }) => id) ?? []);
  const [fromDay, setFromDay] = useState(before?.fromDay ?? dayOf(Date.now()));
  const [untilDay, setUntilDay] = useState(before?.untilDay ?? '');
  const write = useWrite(announcementApi.write);
  const edit = useWrite(announcementApi.edit);
  const takeOver = (key: string) => {
    const ready = educationTexts.find((one) => one.key === key);
    if (!ready) return;
    setKind('education');
    setTitle(ready.title);
    setText(ready.text);
  };
  const send = async () => {
    const content = {
      ...{ kind, title: title.trim(), text: text.trim(), audience, fromDay, liftIds },
      ...(untilDay ? { untilDay } : {}),
      ...(audience === 'company' && companyId ? { companyId } : {}),
    };
    const written = before
      ? await edit.run({ ...content, announcementId: before.id, edition: before.edition })
      : await write.run(content);
    if (!written) return;
    message.success('草稿已保存，看过之后再发布');
    onDone(written);
  };
  return (
    <Modal
      open
      width={680}
      title={before ? '修改草稿' : '写公告或安全教育'}
      okText="保存草稿"
      cancelText="取消"
      okButtonProps={{
        disabled: title.trim() === '' || text.trim() === '',
        loading: write.busy || edit.busy,
      }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="从现成的安全教育开始">
          <Select
            aria-label="现成的安全教育"
            placeholder="选一篇，改成您要的"
            options={educationTexts.map(({ key, title: label }) => ({ value: key, label }))}
            onChange={takeOver}
          />
        </Form.Item>
        <Form.Item label="种类">
          <Radio.Group
            value={kind}
            options={AnnouncementKindField.options.map((value) => ({
              value,
              label: announcementKinds[value],
            }))}
            onChange={(event) => setKind(AnnouncementKindField.parse(event.target.value))}
          />
        </Form.Item>
        <TextField label="标题" required max={80} value={title} onText={setTitle} />
        <Form.Item label="内容" required>
          <Input.TextArea
            aria-label="内容"
            rows={7}
            maxLength={4000}
            showCount
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
        <Form.Item label="对谁">
          <Select
            aria-label="对谁"
            value={audience}
            options={AudienceField.options.map((value) => ({ value, label: audiences[value] }))}
            onChange={setAudience}
          />
        </Form.Item>
        {audience === 'company' ? <CompanyChoice value={companyId} onChange={setCompanyId} /> : null}
        {audience === 'lifts' ? (
          <LiftChoice value={liftIds} known={before?.lifts ?? []} onChange={setLiftIds} />
        ) : null}
        <Space wrap>
          <Form.Item label="从哪天" required>
            <DayInput aria-label="从哪天" keeps value={fromDay} onChange={setFromDay} />
          </Form.Item>
          <Form.Item label="到哪天（可不填）">
            <DayInput aria-label="到哪天" min={fromDay} value={untilDay} onChange={setUntilDay} />
          </Form.Item>
        </Space>
      </Form>
      <Refused error={write.error ?? edit.error} />
    </Modal>
  );
}

function CompanyChoice({ value, onChange }: { value: string | undefined; onChange: (id: string) => void }) {
  const [q, setQ] = useState('');
  const companies = useLoad(organisationApi.list, {
    ...{ kind: 'maintenance_company', pageSize: 50 },
    ...(q ? { q } : {}),
  });
  return (
    <Form.Item label="维保单位" required>
      <Select
        showSearch
        aria-label="维保单位"
        filterOption={false}
        placeholder="输入单位名称"
        value={value ?? null}
        options={(companies.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onSearch={setQ}
        onChange={(id) => id && onChange(id)}
      />
    </Form.Item>
  );
}

interface LiftChoiceProps {
  value: string[];
  known: { id: string; name: string }[];
  onChange: (ids: string[]) => void;
}

function LiftChoice({ value, known, onChange }: LiftChoiceProps) {
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState(known);
  const lifts = useLoad(liftApi.list, { pageSize: 50, ...(q ? { q } : {}) });
  const found = (lifts.data?.items ?? []).map(({ id, place, ownNumber }) => ({
    id,
    name: `${place} ${ownNumber}`.trim(),
  }));
  // What was chosen keeps its name while something else is searched for.
  const all = [...found, ...chosen.filter(({ id }) => !found.some((one) => one.id === id))];
  return (
    <Form.Item label="电梯" required>
      <Select
        mode="multiple"
        aria-label="电梯"
        filterOption={false}
        placeholder="输入地点或编号，可选多台"
        value={value}
        options={all.map(({ id, name }) => ({ value: id, label: name }))}
        onSearch={setQ}
        onChange={(ids: string[]) => {
          setChosen(all.filter(({ id }) => ids.includes(id)));
          onChange(ids);
        }}
      />
    </Form.Item>
  );
}
