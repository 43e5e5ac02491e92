import { contractApi, type LiftChoice } from '@lifttrust/shared-types/contract/contract.contract';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWrite } from '../../lib/load';
import { DayInput } from '../../ui/day-input';
import { Page, Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { LiftSearch } from './lift-search';
import { PdfUpload } from './pdf-upload';

interface Fields {
  number: string;
  from: string;
  until: string;
  signedOn: string;
  content: string;
  frequency: string;
  terms: string;
  price: string;
}

const must = (message: string) => [{ required: true, whitespace: true, message }];

const start: Partial<Fields> = {
  number: '',
  price: '',
  frequency: '每 15 日至少一次',
  content: '按 TSG T5002-2017 进行半月、季度、半年和年度维保。',
};

export function Component() {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [lifts, setLifts] = useState<LiftChoice[]>([]);
  const [fileId, setFileId] = useState<string | null>(null);
  const enter = useWrite(contractApi.enter);
  const submit = async (fields: Fields) => {
    if (!fileId) return;
    const chosen = lifts.map(({ lift, identifier }) => ({ liftId: lift.id, identifier }));
    const entered = await enter.run({ ...fields, lifts: chosen, fileId });
    if (!entered) return;
    message.success('已录入，等使用单位确认');
    navigate(`/contracts/${entered.id}`, { replace: true });
  };
  const owners = [...new Set(lifts.map(({ lift }) => lift.ownerName || '未登记使用单位'))];
  return (
    <Page
      title="录入维保合同"
      back={{ to: '/contracts', text: '维保合同' }}
      note="录入后由使用单位确认。一份合同只包含同一使用单位的电梯。"
    >
      <Section
        title="选择电梯"
        extra={
          lifts.length > 0 ? (
            <span aria-live="polite">
              已选 {lifts.length} 台 · {owners.join('、')}
            </span>
          ) : null
        }
      >
        <LiftSearch chosen={lifts} onChoose={setLifts} />
      </Section>
      <Section title="合同内容">
        <Form form={form} layout="vertical" initialValues={start} onFinish={(fields) => void submit(fields)}>
          <div
            style={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(160px, 240px))', gap: '0 16px' }}
          >
            <Form.Item name="from" label="生效日期" rules={must('请选择生效日期。')}>
              <DayInput />
            </Form.Item>
            <Form.Item name="until" label="到期日期（当天 24 时止）" rules={must('请选择到期日期。')}>
              <DayInput />
            </Form.Item>
            <Form.Item name="signedOn" label="签订日期" rules={must('请选择签订日期。')}>
              <DayInput />
            </Form.Item>
            <Form.Item name="number" label="合同编号（可不填）">
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="frequency" label="维保频次" rules={must('请填写维保频次。')}>
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="price" label="价格（只有合同双方和监管部门看得到）">
              <Input maxLength={60} />
            </Form.Item>
          </div>
          <Form.Item name="content" label="内容要求" rules={must('请填写内容要求。')}>
            <Input.TextArea rows={3} maxLength={2000} showCount />
          </Form.Item>
          <Form.Item name="terms" label="权利义务" rules={must('请填写双方的权利义务。')}>
            <Input.TextArea rows={4} maxLength={4000} showCount />
          </Form.Item>
          <Form.Item label="合同 PDF（最大 20 MB）" required>
            <PdfUpload onStored={setFileId} />
          </Form.Item>
          <Refused error={enter.error} />
          <Button
            type="primary"
            htmlType="submit"
            loading={enter.busy}
            disabled={lifts.length === 0 || !fileId}
          >
            录入并请使用单位确认
          </Button>
          {lifts.length === 0 || !fileId ? (
            <span className="quiet" style={{ marginLeft: 12 }}>
              {lifts.length === 0 ? '请先选择电梯' : '请先上传合同 PDF'}
            </span>
          ) : null}
        </Form>
      </Section>
    </Page>
  );
}
