import { type Hold, holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { type HeldKind, heldKindWords } from '@lifttrust/shared-types/hold/hold.rules';
import { List } from 'antd';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { PlaceHold, ReleaseHold } from './hold-acts';
import { HoldTag, holdPlace } from './hold-words';

interface Props {
  subjectKind: HeldKind;
  subjectId: string;
}

/** What holds a lift, a company or a record, since when and by whose word; for the offices of its area alone. */
export function HoldSection(subject: Props) {
  const role = useSession()?.me.role;
  return isFor(holdApi.about, role) ? <Holds {...subject} /> : null;
}

function Holds(subject: Props) {
  const holds = useLoad(holdApi.about, subject);
  return (
    <Section
      title="证据保全"
      extra={holds.data?.may.place ? <PlaceHold subject={subject} onDone={holds.reload} /> : null}
    >
      <Read from={holds}>
        {({ items }) => (
          <List
            size="small"
            dataSource={items}
            locale={{ emptyText: '没有保全。' }}
            renderItem={(hold) => <Line key={hold.id} hold={hold} subject={subject} onDone={holds.reload} />}
          />
        )}
      </Read>
    </Section>
  );
}

function Line({ hold, subject, onDone }: { hold: Hold; subject: Props; onDone: () => void }) {
  const { subjectKind, subjectId, subjectName, released } = hold;
  const isOwn = subjectId === subject.subjectId;
  return (
    <List.Item
      style={{ paddingInline: 0 }}
      extra={hold.may.release ? <ReleaseHold hold={hold} onDone={onDone} /> : null}
    >
      <div>
        <div>
          <HoldTag hold={hold} /> {hold.reference}
        </div>
        {isOwn ? null : (
          <div>
            因{heldKindWords[subjectKind]}
            <Link to={holdPlace[subjectKind](subjectId)}>{subjectName}</Link>被保全
          </div>
        )}
        <div>{hold.reason}</div>
        <div className="quiet">
          {hold.office} {hold.placedBy} · {momentWords(hold.placedAt)}起
        </div>
        {released ? (
          <div className="quiet">
            {released.office} {released.by} · {momentWords(released.at)}解除：{released.reason}
          </div>
        ) : null}
      </div>
    </List.Item>
  );
}
