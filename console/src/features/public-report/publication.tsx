import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import type { ReportInFull } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';

const standing = {
  none: '',
  waiting: '还没有公开，等您决定。',
  shown: '已公开。',
  hidden: '不公开。',
} as const;
const checked = {
  none: '没有经过自动检查。',
  pass: '微信检查：未见违规。',
  review: '微信检查：可疑，请仔细看。',
  risky: '微信检查：违规。',
} as const;

/** What the public reads of an evaluation: decided by a person, who may leave out what concerns somebody. */
export function Publication({ report, onDone }: { report: ReportInFull; onDone: () => void }) {
  const { message } = App.useApp();
  const [text, setText] = useState(report.publicText || report.text);
  const publish = useWrite(publicReportApi.publish);
  const decide = async (show: boolean) => {
    if (!(await publish.run({ reportId: report.id, show, text: text.trim() }))) return;
    message.success(show ? '已公开' : '已设为不公开');
    onDone();
  };
  return (
    <Section title="公开留言">
      <p className="quiet">
        {standing[report.publication]}
        {checked[report.checkVerdict]}公开前请删去人名、门牌等涉及个人的内容；电话、证件号、车牌会自动遮盖。
      </p>
      <Input.TextArea
        aria-label="公开的文字"
        rows={3}
        maxLength={1000}
        showCount
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Space style={{ marginTop: 28 }}>
        <Button type="primary" loading={publish.busy} onClick={() => void decide(true)}>
          公开
        </Button>
        <Button danger loading={publish.busy} onClick={() => void decide(false)}>
          不公开
        </Button>
      </Space>
      <Refused error={publish.error} />
    </Section>
  );
}
