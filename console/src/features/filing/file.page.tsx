import { filingApi, filingStepWords, type OwnFiling } from '@lifttrust/shared-types/filing/filing.contract';
import { Alert, App, Button, Card, Input, Popconfirm, Result, Space, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useLoad, useWrite } from '../../lib/load';
import { randomId } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { FilingForm } from './filing-form';
import { FilingTag } from './filing-tag';

/** Filing without an account: the token behind # never leaves this browser except to the service. */
export function Component() {
  const { hash } = useLocation();
  const token = hash.replace(/^#/, '');
  return (
    <div style={{ maxWidth: 880, margin: '24px auto', padding: '0 16px' }}>
      <Page title="维保单位备案" note="提交后由所在区县的市场监管部门审核，通过后登记并开通管理员账号。">
        {token ? <OwnFilingView key={token} token={token} /> : <NewFiling />}
      </Page>
    </div>
  );
}

function NewFiling() {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [token] = useState(() => randomId() + randomId());
  const [known, setKnown] = useState('');
  const file = useWrite(filingApi.file);
  return (
    <>
      <Card size="small" title="已经提交过备案？" style={{ marginBottom: 12 }}>
        <Space.Compact style={{ width: '100%' }}>
          <Input
            aria-label="备案凭证"
            placeholder="输入备案凭证，查看审核结果或修改"
            value={known}
            onChange={(event) => setKnown(event.target.value.trim())}
          />
          <Button disabled={known.length < 32} onClick={() => navigate(`#${known}`)}>
            查看备案
          </Button>
        </Space.Compact>
      </Card>
      <FilingForm
        token={token}
        action="提交备案"
        busy={file.busy}
        error={file.error}
        onSubmit={async (form, scans) => {
          if (!(await file.run({ token, form, scans }))) return;
          message.success('备案已提交，请保存好备案凭证');
          navigate(`#${token}`);
        }}
      />
    </>
  );
}

function OwnFilingView({ token }: { token: string }) {
  const navigate = useNavigate();
  const filing = useLoad(filingApi.mine, { token });
  if (filing.error) {
    return (
      <Result
        status="warning"
        title={filing.error.message}
        extra={<Button onClick={() => navigate('#')}>重新输入凭证</Button>}
      />
    );
  }
  return (
    <Read from={filing}>{(known) => <Shown token={token} filing={known} onChanged={filing.reload} />}</Read>
  );
}

function Shown({ token, filing, onChanged }: { token: string; filing: OwnFiling; onChanged: () => void }) {
  const { message } = App.useApp();
  const revise = useWrite(filingApi.revise);
  const withdraw = useWrite(filingApi.withdraw);
  const isOpen = filing.state === 'waiting' || filing.state === 'returned';
  return (
    <>
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 12 }}
        message="请保存好备案凭证"
        description={
          <>
            没有账号的时候，只有凭它才能查看结果和修改：
            <Typography.Text copyable code>
              {token}
            </Typography.Text>
          </>
        }
      />
      <Card
        size="small"
        style={{ marginBottom: 12 }}
        title={filing.form.name}
        extra={<FilingTag state={filing.state} />}
      >
        <Timeline
          items={filing.steps.map((step) => ({
            children: (
              <>
                {filingStepWords[step.act]}
                {step.reason ? `：${step.reason}` : ''}
                <div className="quiet">{momentWords(step.at)}</div>
              </>
            ),
          }))}
        />
        {isOpen ? (
          <Popconfirm
            title="撤回这份备案？"
            description="撤回之后不能再修改，需要重新提交。"
            okText="撤回"
            cancelText="不撤回"
            onConfirm={async () => {
              if (await withdraw.run({ token })) onChanged();
            }}
          >
            <Button loading={withdraw.busy}>撤回备案</Button>
          </Popconfirm>
        ) : null}
        <Refused error={withdraw.error} />
      </Card>
      {isOpen ? (
        <FilingForm
          token={token}
          action="保存修改并重新提交"
          initial={{ form: filing.form, scans: filing.scans }}
          busy={revise.busy}
          error={revise.error}
          onSubmit={async (form, scans) => {
            if (!(await revise.run({ token, edition: filing.edition, form, scans }))) return;
            message.success('修改已提交');
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}
