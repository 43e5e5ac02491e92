import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import type { FilingForm as Filed, FilingScan } from '@lifttrust/shared-types/filing/filing.contract';
import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { Button, Card, Checkbox, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { sizeWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { fromSubItem, subItemOptions, toSubItem } from '../paper/sub-items';
import { FilingScans, type SentScan } from './filing-scans';

interface Props {
  token: string;
  action: string;
  initial?: { form: Filed; scans: FilingScan[] };
  busy: boolean;
  error: Error | null;
  onSubmit: (form: Filed, scans: string[]) => Promise<void>;
}

/** As the fields hold them: sub-items as the choices' values. */
type Values = Omit<Filed, 'permitSubItems'> & { permitSubItems: string[] };

const toSent = ({ fileId, paper, bytes }: FilingScan): SentScan => ({
  fileId,
  paper,
  words: `已随备案提交（${sizeWords(bytes)}）`,
});
const needed = (message: string) => [{ required: true, message }];

/** What a company files; the service says everything that is wrong at once. */
export function FilingForm({ token, action, initial, busy, error, onSubmit }: Props) {
  const [form] = Form.useForm<Values>();
  const [scans, setScans] = useState<SentScan[]>(() => (initial?.scans ?? []).map(toSent));
  const districts = useLoad(jurisdictionApi.districts, {});
  const submit = async () => {
    const values = await form.validateFields();
    const staff = values.staff.map((person) => ({ ...person, certified: Boolean(person.certified) }));
    const permitSubItems = (values.permitSubItems ?? []).map(toSubItem);
    await onSubmit(
      { ...values, staff, permitSubItems },
      scans.map(({ fileId }) => fileId),
    );
  };
  const known = initial
    ? { ...initial.form, permitSubItems: initial.form.permitSubItems.map(fromSubItem) }
    : { staff: [{}], permitSubItems: [] };
  return (
    <Form form={form} layout="vertical" initialValues={known}>
      <Card size="small" title="单位" style={{ marginBottom: 12 }}>
        <Form.Item name="name" label="单位名称" rules={needed('请填写单位名称。')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="creditCode" label="统一社会信用代码" rules={needed('请填写信用代码。')}>
          <Input maxLength={18} className="mono" />
        </Form.Item>
        <Form.Item name="divisionCode" label="所在区县" rules={needed('请选择区县。')}>
          <Select
            showSearch
            optionFilterProp="label"
            loading={districts.loading}
            options={(districts.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        <Form.Item name="address" label="办公地址" rules={needed('请填写地址。')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label="联系电话" rules={needed('请填写电话。')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="emergencyPhone"
          label="24 小时应急电话"
          extra="困人救援时会打这个电话，要日夜有人接听。"
          rules={needed('请填写应急电话。')}
        >
          <Input maxLength={30} />
        </Form.Item>
      </Card>
      <Card size="small" title="管理员" style={{ marginBottom: 12 }}>
        <Form.Item name={['contact', 'name']} label="姓名" rules={needed('请填写姓名。')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name={['contact', 'phone']}
          label="手机号（钉钉实名账号）"
          extra="登记后用它开通第一个管理员账号。"
          rules={needed('请填写手机号。')}
        >
          <Input maxLength={11} />
        </Form.Item>
      </Card>
      <Card size="small" title="许可证" style={{ marginBottom: 12 }}>
        <Form.Item name="permitNumber" label="许可证编号" rules={needed('请填写编号。')}>
          <Input maxLength={40} placeholder="TS3399999-2030" />
        </Form.Item>
        <Form.Item name="permitUntil" label="有效期至" rules={needed('请填写日期。')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="permitSubItems" label="许可子项目" rules={needed('请选择许可子项目。')}>
          <Select mode="multiple" optionFilterProp="label" options={subItemOptions} />
        </Form.Item>
      </Card>
      <Card size="small" title="作业人员" style={{ marginBottom: 12 }}>
        <Form.List name="staff">
          {(rows, { add, remove }) => (
            <>
              {rows.map(({ key, name }) => (
                <Space key={key} align="baseline" wrap>
                  <Form.Item name={[name, 'name']} rules={needed('请填写姓名。')}>
                    <Input aria-label="姓名" placeholder="姓名" maxLength={40} />
                  </Form.Item>
                  <Form.Item name={[name, 'phone']} rules={needed('请填写手机号。')}>
                    <Input aria-label="手机号" placeholder="本人手机号" maxLength={11} />
                  </Form.Item>
                  <Form.Item name={[name, 'certified']} valuePropName="checked">
                    <Checkbox>持电梯修理作业证（T）</Checkbox>
                  </Form.Item>
                  {rows.length > 1 ? (
                    <Button
                      type="text"
                      aria-label="去掉这一行"
                      icon={<MinusCircleOutlined />}
                      onClick={() => remove(name)}
                    />
                  ) : null}
                </Space>
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add({})}>
                添加人员
              </Button>
            </>
          )}
        </Form.List>
      </Card>
      <FilingScans token={token} scans={scans} onScans={setScans} />
      <Form.Item
        name="promise"
        valuePropName="checked"
        rules={[
          {
            validator: (_, value) =>
              value === true ? Promise.resolve() : Promise.reject(new Error('请阅读并作出承诺。')),
          },
        ]}
      >
        <Checkbox>
          本单位承诺：按安全技术规范维保，如实记录，不转包、不分包，接到困人报告立即赶赴现场，对所填内容的真实性负责。
        </Checkbox>
      </Form.Item>
      <Refused error={error} />
      <Button type="primary" loading={busy} onClick={() => void submit().catch(() => undefined)}>
        {action}
      </Button>
    </Form>
  );
}
