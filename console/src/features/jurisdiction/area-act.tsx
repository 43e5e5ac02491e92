import {
  type Jurisdiction,
  jurisdictionApi,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import {
  gbCodeOf,
  type JurisdictionLevel,
  jurisdictionLevels,
  jurisdictionLevelWords,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { Alert, App, Form, Input, Modal, Select } from 'antd';
import { useWrite } from '../../lib/load';
import { dateWords, dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { MovesTable, movedWords, useMoves } from './moves';

export type AreaActKind = 'found' | 'rename' | 'merge';

const titles: Record<AreaActKind, string> = { found: '设立辖区', rename: '辖区更名', merge: '合并辖区' };

interface Values {
  code: string;
  codes: string[];
  name: string;
  level: JurisdictionLevel;
  parentCode: string | null;
  fromDay: string;
  reason: string;
}

interface Props {
  kind: AreaActKind;
  areas: Jurisdiction[];
  onClose: () => void;
  onDone: () => void;
}

/** Founding, renaming and merging: each from a day and with a reason, none to be undone. */
export function AreaAct({ kind, areas, onClose, onDone }: Props) {
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<Values>();
  const found = useWrite(jurisdictionApi.found);
  const rename = useWrite(jurisdictionApi.rename);
  const merge = useWrite(jurisdictionApi.merge);
  const { busy, error } = { found, rename, merge }[kind];
  const options = areas.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }));

  const run = ({ code, codes, name, level, parentCode, fromDay, reason }: Values) => {
    const act = { fromDay, reason };
    if (kind === 'rename') return rename.run({ code, name, ...act });
    if (kind === 'merge') return merge.run({ fromCodes: codes, toCode: code, toName: name, ...act });
    return found.run({ code, name, level, parentCode: parentCode ?? null, gbCode: gbCodeOf(code), ...act });
  };
  const codes = Form.useWatch('codes', form) ?? [];
  const code = Form.useWatch('code', form) ?? '';
  const name = Form.useWatch('name', form) ?? '';
  const nameOf = (one: string) => areas.find((area) => area.code === one)?.name ?? one;
  const moves = useMoves(
    kind === 'merge'
      ? codes
          .filter((from) => from !== code)
          .map((from) => ({ from: nameOf(from), to: name || '新辖区', codes: [from] }))
      : [],
  );
  const record = async (values: Values) => {
    if (!(await run(values))) return;
    message.success(`${titles[kind]}已记录`);
    onDone();
  };
  const submit = async () => {
    const values = await form.validateFields();
    if (kind !== 'merge') return record(values);
    modal.confirm({
      title: `合并为“${values.name}”？`,
      content: `${movedWords(moves.total)}从 ${dateWords(values.fromDay)}起归到新辖区，不能撤销。`,
      okText: '确认合并',
      cancelText: '再看看',
      onOk: () => record(values),
    });
  };
  return (
    <Modal
      title={titles[kind]}
      open
      okText={titles[kind]}
      cancelText="取消"
      confirmLoading={busy}
      {...(kind === 'merge' ? { okButtonProps: { disabled: !moves.ready } } : {})}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      {kind === 'merge' ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message="合并不能撤销"
          description="从生效日起，原辖区的电梯、单位和未办完的事都归到新辖区；以往的记录和统计不变。"
        />
      ) : null}
      <Form form={form} layout="vertical" initialValues={{ fromDay: dayOf(Date.now()), level: 'office' }}>
        {kind === 'merge' ? (
          <Form.Item name="codes" label="合并哪些辖区" rules={[{ required: true, message: '请选择辖区。' }]}>
            <Select mode="multiple" options={options} optionFilterProp="label" />
          </Form.Item>
        ) : null}
        {kind === 'found' ? (
          <>
            <Form.Item name="level" label="层级">
              <Select
                options={jurisdictionLevels.map((value) => ({ value, label: jurisdictionLevelWords[value] }))}
              />
            </Form.Item>
            <Form.Item name="parentCode" label="上级辖区">
              <Select allowClear showSearch options={options} optionFilterProp="label" />
            </Form.Item>
          </>
        ) : null}
        {kind === 'rename' ? (
          <Form.Item name="code" label="哪个辖区" rules={[{ required: true, message: '请选择辖区。' }]}>
            <Select showSearch options={options} optionFilterProp="label" />
          </Form.Item>
        ) : (
          <Form.Item
            name="code"
            label={kind === 'merge' ? '合并后的代码' : '代码'}
            extra="以上级的代码开头；区县 6 位，监管所和队伍 8 到 12 位。"
            rules={[{ required: true, message: '请填写代码。' }]}
          >
            <Input maxLength={12} className="mono" />
          </Form.Item>
        )}
        <Form.Item
          name="name"
          label={kind === 'found' ? '名称' : '新名称'}
          rules={[{ required: true, message: '请填写名称。' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="fromDay" label="生效日期" rules={[{ required: true, message: '请填写日期。' }]}>
          <DayInput />
        </Form.Item>
        <Form.Item name="reason" label="依据" rules={[{ required: true, message: '请写明依据。' }]}>
          <Input maxLength={200} placeholder="例如：国务院批复" />
        </Form.Item>
      </Form>
      {kind === 'merge' ? <MovesTable moves={moves} /> : null}
      <Refused error={error} />
    </Modal>
  );
}
