import {
  type Jurisdiction,
  jurisdictionApi,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { Alert, App, Button, Form, Input, Modal, Select } from 'antd';
import { useWrite } from '../../lib/load';
import { dateWords, dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { type Move, MovesTable, movedWords, useMoves } from './moves';

interface Part {
  code?: string;
  name?: string;
  offices?: string[];
}

interface Values {
  fromCode: string;
  parts: Part[];
  restCode: string;
  restName: string;
  fromDay: string;
  reason: string;
}

const required = (message: string) => [{ required: true, message }];

/** A district is divided: each new area takes offices with it, the rest keeps its code or takes a new one. */
export function SplitArea(props: { areas: Jurisdiction[]; onClose: () => void; onDone: () => void }) {
  const { areas, onClose, onDone } = props;
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<Values>();
  const split = useWrite(jurisdictionApi.split);
  const fromCode = Form.useWatch('fromCode', form) ?? '';
  const parts: (Part | undefined)[] = Form.useWatch('parts', form) ?? [];
  const restCode = Form.useWatch('restCode', form) ?? '';
  const restName = Form.useWatch('restName', form) ?? '';
  const nameOf = (code: string) => areas.find((area) => area.code === code)?.name ?? code;
  const officesOf = (code: string) => areas.filter((one) => one.parentCode === code);
  const taken = parts.flatMap((part) => part?.offices ?? []);
  const going: Move[] = parts.flatMap((part) => {
    const offices = part?.offices ?? [];
    if (offices.length === 0) return [];
    return [{ from: offices.map(nameOf).join('、'), to: part?.name || '新辖区', codes: offices }];
  });
  const rest: Move[] =
    restCode !== '' && restCode !== fromCode
      ? [{ from: '其余部分', to: restName || '新辖区', codes: [fromCode], less: taken }]
      : [];
  const moves = useMoves(going.length > 0 ? [...going, ...rest] : []);

  const record = async (values: Values) => {
    const { fromDay, reason } = values;
    const answer = await split.run({
      fromCode: values.fromCode,
      parts: values.parts.map(({ code = '', name = '', offices = [] }) => ({ code, name, offices })),
      rest: { code: values.restCode, name: values.restName },
      fromDay,
      reason,
    });
    if (!answer) return;
    message.success('拆分辖区已记录');
    onDone();
  };
  const submit = async () => {
    const values = await form.validateFields();
    modal.confirm({
      title: `拆分“${nameOf(values.fromCode)}”？`,
      content: `${movedWords(moves.total)}从 ${dateWords(values.fromDay)}起归到新辖区，不能撤销。`,
      okText: '确认拆分',
      cancelText: '再看看',
      onOk: () => record(values),
    });
  };
  const options = (some: Jurisdiction[]) =>
    some.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }));
  return (
    <Modal
      title="拆分辖区"
      open
      width={640}
      okText="拆分辖区"
      cancelText="取消"
      confirmLoading={split.busy}
      okButtonProps={{ disabled: !moves.ready }}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        message="拆分不能撤销"
        description="从生效日起，所选监管所的电梯、单位和未办完的事归新辖区，没有选到的归其余部分；以往的记录和统计不变。"
      />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ fromDay: dayOf(Date.now()), parts: [{}] }}
        onValuesChange={(changed: Partial<Values>) => {
          if (changed.fromCode === undefined) return;
          const area = { restCode: changed.fromCode, restName: nameOf(changed.fromCode) };
          form.setFieldsValue({ parts: [{}], ...area });
        }}
      >
        <Form.Item
          name="fromCode"
          label="拆分哪个辖区"
          extra="只列出下设监管所的辖区；没有的请先设立监管所。"
          rules={required('请选择辖区。')}
        >
          <Select
            showSearch
            optionFilterProp="label"
            options={options(areas.filter(({ code }) => officesOf(code).length > 0))}
          />
        </Form.Item>
        <Form.List name="parts">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }, index) => (
                <fieldset key={key} className="group">
                  <legend>
                    新辖区 {index + 1}{' '}
                    {fields.length > 1 ? (
                      <Button type="link" size="small" onClick={() => remove(name)}>
                        去掉
                      </Button>
                    ) : null}
                  </legend>
                  <Form.Item
                    name={[name, 'offices']}
                    label="哪些监管所归它"
                    rules={required('请选择监管所。')}
                  >
                    <Select
                      mode="multiple"
                      optionFilterProp="label"
                      options={options(
                        officesOf(fromCode).filter(
                          ({ code }) => !taken.includes(code) || parts[index]?.offices?.includes(code),
                        ),
                      )}
                    />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'code']}
                    label="新代码"
                    extra="没有用过的代码，例如区县 6 位。"
                    rules={required('请填写代码。')}
                  >
                    <Input maxLength={12} className="mono" />
                  </Form.Item>
                  <Form.Item name={[name, 'name']} label="新名称" rules={required('请填写名称。')}>
                    <Input maxLength={60} />
                  </Form.Item>
                </fieldset>
              ))}
              <Button style={{ marginBottom: 16 }} disabled={fields.length >= 10} onClick={() => add({})}>
                再加一个新辖区
              </Button>
            </>
          )}
        </Form.List>
        <Form.Item
          name="restCode"
          label="其余部分的代码"
          extra="不改就沿用原来的代码。"
          rules={required('请填写代码。')}
        >
          <Input maxLength={12} className="mono" />
        </Form.Item>
        <Form.Item name="restName" label="其余部分的名称" rules={required('请填写名称。')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="fromDay" label="生效日期" rules={required('请填写日期。')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="reason" label="依据" rules={required('请写明依据。')}>
          <Input maxLength={200} placeholder="例如：国务院批复" />
        </Form.Item>
      </Form>
      <MovesTable moves={moves} />
      <Refused error={split.error} />
    </Modal>
  );
}
