import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { Button, Space } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { HoldSection } from '../hold/hold-section';
import { PrintNotices } from '../notice/print-notices';
import { LiftContracts } from './lift-contracts';
import { LiftCorrections } from './lift-corrections';
import { LiftFacts } from './lift-facts';
import { LiftPaper } from './lift-paper';
import { LiftCode, LiftPlace } from './lift-place';
import { LiftTimeline } from './lift-timeline';

export function Component() {
  const { liftId = '' } = useParams();
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const lift = useLoad(liftApi.show, { liftId });
  const title = lift.data ? `${lift.data.place} ${lift.data.ownNumber}` : '电梯档案';
  return (
    <Page
      title={title}
      back={{ to: '/lifts', text: '电梯台账' }}
      note={lift.data ? `${lift.data.address} · 档案更新于 ${momentWords(lift.data.updatedAt)}` : undefined}
      actions={
        <Space wrap>
          {lift.data ? <PrintNotices order={{ liftIds: [lift.data.id] }} label="打印维保公示" /> : null}
          {isFor(recordApi.list, role) ? (
            <Button onClick={() => navigate(`/records?liftId=${liftId}`)}>全部维保记录</Button>
          ) : null}
        </Space>
      }
    >
      <Read from={lift}>
        {(file) => (
          <div className="columns">
            <div>
              <LiftFacts lift={file} columns={2} />
              {isFor(contractApi.ofLift, role) ? <LiftContracts liftId={file.id} /> : null}
              {isFor(paperlessApi.lift, role) ? <LiftPaper liftId={file.id} /> : null}
              {isFor(onSiteApi.corrections, role) ? <LiftCorrections liftId={file.id} /> : null}
              <HoldSection subjectKind="lift" subjectId={file.id} />
            </div>
            <div>
              <LiftPlace lift={file} />
              <LiftCode lift={file} onChange={lift.reload} />
              {isFor(supervisionApi.timeline, role) ? <LiftTimeline liftId={file.id} /> : null}
            </div>
          </div>
        )}
      </Read>
    </Page>
  );
}
