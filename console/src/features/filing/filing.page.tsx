import {
  type FilingFile,
  FilingState,
  filingApi,
  filingScanPath,
  filingStateWords,
  filingStepWords,
} from '@lifttrust/shared-types/filing/filing.contract';
import { filingPapers } from '@lifttrust/shared-types/filing/filing.rules';
import { Alert, App, Descriptions, Space, Table, Timeline } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { useLoad, useWrite } from '../../lib/load';
import { dateWords, momentWords, sizeWords } from '../../lib/words';
import { Decision } from '../../ui/decision';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { ScanButton } from '../paper/scan-view';
import { subItemInWords } from '../paper/sub-items';
import { FilingTag } from './filing-tag';

export function Component() {
  const { filingId = '' } = useParams();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const filing = useLoad(filingApi.show, { filingId });
  const decide = useWrite(filingApi.decide);
  const settle = async (accept: boolean, reason: string, edition: number) => {
    const decided = await decide.run({ filingId, accept, reason, edition });
    if (!decided) return;
    message.success(accept ? '已通过并登记，正在为它开通管理员账号' : '已退回，对方凭备案凭证看得到理由');
    if (decided.organisation) navigate(`/organisations/${decided.organisation.id}`);
    else filing.reload();
  };
  return (
    <Page title={filing.data?.name ?? '备案'} back={{ to: '/filings', text: '备案审核' }}>
      <Read from={filing}>
        {(file) => (
          <>
            <Alike file={file} />
            <div className="columns">
              <div>
                <Form file={file} />
                <Scans file={file} />
                <Staff file={file} />
              </div>
              <div>
                <Section title="审核" extra={<FilingTag state={file.state} />}>
                  {file.organisation ? (
                    <p>
                      已登记为{' '}
                      <Link to={`/organisations/${file.organisation.id}`}>{file.organisation.name}</Link>
                    </p>
                  ) : null}
                  {file.missingPapers.length > 0 ? (
                    <Alert
                      type="warning"
                      showIcon
                      style={{ marginBottom: 12 }}
                      message={`还没有备齐：${file.missingPapers.join('、')}`}
                    />
                  ) : null}
                  {file.may.decide ? (
                    <Decision
                      accept="通过并登记"
                      reject="退回"
                      hint="写明依据；退回要写清缺什么、怎么改。"
                      busy={decide.busy}
                      error={decide.error}
                      onDecide={(accept, reason) => void settle(accept, reason, file.edition)}
                    />
                  ) : null}
                </Section>
                <Section title="经过">
                  <Timeline
                    items={file.steps.map((step) => ({
                      children: (
                        <>
                          {filingStepWords[step.act]}
                          {step.reason ? `：${step.reason}` : ''}
                          <div className="quiet">
                            {momentWords(step.at)}
                            {step.person ? ` · ${step.person.name}` : ''}
                          </div>
                        </>
                      ),
                    }))}
                  />
                </Section>
              </div>
            </div>
          </>
        )}
      </Read>
    </Page>
  );
}

/** The same code or name known already: only the reviewer hears it. */
function Alike({ file }: { file: FilingFile }) {
  if (file.alike.length === 0) return null;
  const stateOf = (text: string) => {
    const state = FilingState.safeParse(text);
    return state.success ? filingStateWords[state.data] : text;
  };
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      message="有同名或同信用代码的，请先核对是不是同一家"
      description={file.alike.map((one) => (
        <div key={one.id}>
          <Link to={one.kind === 'filing' ? `/filings/${one.id}` : `/organisations/${one.id}`}>
            {one.name}
          </Link>
          　{one.kind === 'filing' ? '另一份备案' : '单位'}，{stateOf(one.state)}
        </div>
      ))}
    />
  );
}

const Form = ({ file: { form } }: { file: FilingFile }) => (
  <Section title="备案内容">
    <Descriptions
      column={1}
      size="small"
      items={[
        { key: 'name', label: '单位名称', children: form.name },
        { key: 'code', label: '统一社会信用代码', children: <span className="mono">{form.creditCode}</span> },
        { key: 'address', label: '地址', children: form.address },
        { key: 'phone', label: '联系电话', children: form.phone },
        { key: 'emergency', label: '24 小时应急电话', children: form.emergencyPhone },
        { key: 'admin', label: '管理员', children: `${form.contact.name} ${form.contact.phone}` },
        { key: 'permit', label: '许可证编号', children: form.permitNumber },
        { key: 'until', label: '许可证有效期至', children: dateWords(form.permitUntil) },
        {
          key: 'items',
          label: '许可子项目',
          children: form.permitSubItems.map(subItemInWords).join('；') || '未填写',
        },
        { key: 'promise', label: '维保质量安全承诺', children: '已作出' },
      ]}
    />
  </Section>
);

/** Beside the data that they prove. */
const Scans = ({ file }: { file: FilingFile }) => (
  <Section title="材料扫描件">
    <Descriptions
      column={1}
      size="small"
      items={Object.entries(filingPapers).map(([paper, label]) => {
        const scans = file.scans.filter((scan) => scan.paper === paper);
        return {
          key: paper,
          label,
          children:
            scans.length === 0 ? (
              <span className="quiet">没有上传</span>
            ) : (
              <Space direction="vertical" size={0}>
                {scans.map((scan) => (
                  <span key={scan.fileId}>
                    <ScanButton
                      scan={{
                        ...scan,
                        title: `${file.name} · ${label}`,
                        mayRead: file.may.scan,
                        isTold: false,
                        pathOf: (purpose) => filingScanPath(file.id, scan.fileId, purpose),
                      }}
                    />{' '}
                    <span className="quiet">{sizeWords(scan.bytes)}</span>
                  </span>
                ))}
              </Space>
            ),
        };
      })}
    />
  </Section>
);

const Staff = ({ file: { form } }: { file: FilingFile }) => (
  <Section title={`作业人员 ${form.staff.length} 人`}>
    <Table
      size="small"
      rowKey="phone"
      pagination={form.staff.length > 20 ? { pageSize: 20 } : false}
      dataSource={form.staff.map((person, index) => ({ ...person, phone: `${index}:${person.phone}` }))}
      columns={[
        { title: '姓名', dataIndex: 'name' },
        { title: '手机号', render: (_, person) => person.phone.split(':')[1] },
        { title: '作业证（T）', render: (_, person) => (person.certified ? '持证' : '未持证') },
      ]}
    />
  </Section>
);
