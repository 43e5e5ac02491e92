import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { callUpPurposeWords } from '@lifttrust/shared-types/evidence/evidence.rules';
import { List } from 'antd';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { byWords } from './call-up-words';

/** Who called this record up as evidence, for everybody whom it concerns. */
export function RecordCallUps({ recordId }: { recordId: string }) {
  const role = useSession()?.me.role;
  const callUps = useLoad(evidenceApi.list, { recordId, pageSize: 10 });
  const items = callUps.data?.items ?? [];
  const mayCallUp = isFor(evidenceApi.callUp, role);
  if (items.length === 0 && !mayCallUp) return null;
  return (
    <Section
      title="调阅"
      extra={mayCallUp ? <Link to={`/call-ups/new?recordId=${recordId}`}>调阅作证据</Link> : null}
    >
      <List
        size="small"
        dataSource={items}
        locale={{ emptyText: '没有被调阅过。' }}
        renderItem={(one) => (
          <List.Item key={one.id} style={{ paddingInline: 0 }}>
            <div>
              <Link to={`/call-ups/${one.id}`}>
                {callUpPurposeWords[one.purpose]} {one.reference}
              </Link>
              <div className="quiet">
                {byWords(one)} · {momentWords(one.at)}
              </div>
            </div>
          </List.Item>
        )}
      />
    </Section>
  );
}
