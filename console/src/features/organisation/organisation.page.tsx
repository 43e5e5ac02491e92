import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import {
  type OrganisationFile,
  organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import { Alert, Button, Descriptions, Space, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords, dateWords, momentWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { Comparisons } from '../filing/comparisons';
import { HoldSection } from '../hold/hold-section';
import { PrintNotices } from '../notice/print-notices';
import { CloseUnit } from './close-unit';
import { kindWords } from './organisation-words';
import { Phones } from './phones';
import { ProposeChange } from './propose-change';

export function Component() {
  const { organisationId = '' } = useParams();
  const navigate = useNavigate();
  const unit = useLoad(organisationApi.show, { organisationId });
  const history = useLoad(organisationApi.history, { organisationId });
  const [doing, setDoing] = useState<'change' | 'close' | null>(null);
  const reload = () => {
    setDoing(null);
    unit.reload();
    history.reload();
  };
  const file = unit.data;
  return (
    <Page
      title={file?.name ?? '单位档案'}
      back={{ to: '/organisations', text: '单位台账' }}
      note={file ? `${kindWords(file)} · ${file.divisionName || file.divisionCode}` : undefined}
      actions={
        file ? (
          <Space wrap>
            {file.kind === 'maintenance_company' || file.kind === 'owner' ? (
              <PrintNotices order={{ organisationId: file.id }} label="打印全部电梯的维保公示" />
            ) : null}
            {file.may.close ? (
              <Button danger onClick={() => setDoing('close')}>
                关闭单位
              </Button>
            ) : null}
            {file.may.change ? (
              <Button type="primary" onClick={() => setDoing('change')}>
                申请变更
              </Button>
            ) : null}
          </Space>
        ) : null
      }
    >
      <Read from={unit}>
        {(known) => (
          <>
            <Notices file={known} onChanges={() => navigate(`/changes?subjectId=${known.id}`)} />
            <div className="columns">
              <div>
                <Profile file={known} />
                <Phones file={known} />
              </div>
              <div>
                <People file={known} />
                {known.kind === 'maintenance_company' ? <FiledAs organisationId={known.id} /> : null}
                {known.kind === 'maintenance_company' ? (
                  <HoldSection subjectKind="company" subjectId={known.id} />
                ) : null}
                {known.kind === 'maintenance_company' || known.kind === 'owner' ? (
                  <Comparisons organisationId={known.id} />
                ) : null}
                <Section title="办理经过">
                  <Read from={history}>
                    {({ items }) =>
                      items.length === 0 ? (
                        <span className="quiet">还没有记录。</span>
                      ) : (
                        <Timeline
                          items={items.map((line) => ({
                            children: (
                              <>
                                {line.text}
                                <div className="quiet">
                                  {momentWords(line.at)}
                                  {line.person ? ` · ${line.person.name}` : ''}
                                </div>
                              </>
                            ),
                          }))}
                        />
                      )
                    }
                  </Read>
                </Section>
              </div>
            </div>
            <ProposeChange
              file={known}
              open={doing === 'change'}
              onClose={() => setDoing(null)}
              onDone={reload}
            />
            {doing === 'close' ? (
              <CloseUnit file={known} onClose={() => setDoing(null)} onDone={reload} />
            ) : null}
          </>
        )}
      </Read>
    </Page>
  );
}

function Notices({ file, onChanges }: { file: OrganisationFile; onChanges: () => void }) {
  return (
    <Space direction="vertical" style={{ width: '100%', marginBottom: 12 }}>
      {file.closedOn ? (
        <Alert
          type="warning"
          showIcon
          message={`这个单位从 ${dateWords(file.closedOn)}起关闭`}
          description={`原因：${file.closedReason}。档案和以往的记录都保留。`}
        />
      ) : null}
      {file.changesWaiting > 0 ? (
        <Alert
          type="info"
          showIcon
          message={`有 ${file.changesWaiting} 项变更在等审核，审核通过之前仍以现在的资料为准`}
          action={
            <Button size="small" onClick={onChanges}>
              查看变更
            </Button>
          }
        />
      ) : null}
    </Space>
  );
}

const Profile = ({ file }: { file: OrganisationFile }) => (
  <Section title="基本资料">
    <Descriptions
      column={1}
      size="small"
      items={[
        {
          key: 'code',
          label: file.idNumber ? '身份证号码' : '统一社会信用代码',
          children: (
            <span className="mono">
              {file.idNumber ?? file.creditCode ?? `无（${file.noCodeReason || '未填写'}）`}
            </span>
          ),
        },
        { key: 'address', label: '地址', children: file.address || '—' },
        ...(file.kind === 'maintenance_company'
          ? [
              { key: 'permit', label: '许可证编号', children: file.permitNumber || '—' },
              {
                key: 'until',
                label: '许可证有效期至',
                children: file.permitUntil ? dateWords(file.permitUntil) : '—',
              },
              {
                key: 'promise',
                label: '维保质量安全承诺',
                children: file.promisedAt ? `${momentWords(file.promisedAt)}作出` : '未作出',
              },
            ]
          : []),
      ]}
    />
  </Section>
);

/** What it filed before it was registered, with the scans of its people's papers. */
function FiledAs({ organisationId }: { organisationId: string }) {
  const role = useSession()?.me.role;
  const isReader = isFor(filingApi.list, role);
  const filings = useLoad(filingApi.list, isReader ? { organisationId } : null);
  const [filing] = filings.data?.items ?? [];
  if (!filing) return null;
  return (
    <Section title="备案">
      <Link to={`/filings/${filing.id}`}>查看备案和材料扫描件</Link>
      <span className="quiet"> {momentWords(filing.filedAt)}提交</span>
    </Section>
  );
}

const People = ({ file }: { file: OrganisationFile }) => (
  <Section
    title={`人员 ${countWords(file.people)} 人${file.lifts === null ? '' : `，电梯 ${countWords(file.lifts)} 台`}`}
  >
    {Object.keys(file.roles).length === 0 ? (
      <span className="quiet">还没有人员，请先开通管理员账号。</span>
    ) : (
      <Descriptions
        column={1}
        size="small"
        items={Object.entries(file.roles).map(([role, number]) => ({
          key: role,
          label: Object.entries(roleWords).find(([name]) => name === role)?.[1] ?? role,
          children: `${countWords(number)} 人`,
        }))}
      />
    )}
  </Section>
);
