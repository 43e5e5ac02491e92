import { type CallUp, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { callUpPurposeWords } from '@lifttrust/shared-types/evidence/evidence.rules';
import { dateInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

/** Who called this record up as evidence; nothing for those whom it does not concern. */
export function RecordCallUps({ recordId }: { recordId: string }) {
  const role = session.me()?.role;
  const { access } = evidenceApi.list;
  return role && typeof access === 'object' && role in access ? <CallUps recordId={recordId} /> : null;
}

function CallUps({ recordId }: { recordId: string }) {
  const { value, problem } = useLoad(() => call(evidenceApi.list, { recordId, pageSize: 20 }));
  const items = value?.items ?? [];
  if (items.length === 0) return problem ? <Note>这份记录有没有被调阅，暂时没有读到。</Note> : null;
  return (
    <Card id="record-call-ups">
      <CardTitle>调阅</CardTitle>
      {items.map((one) => (
        <Cell key={one.id} label={saidOf(one)} note={`${callUpPurposeWords[one.purpose]} ${one.reference}`} />
      ))}
    </Card>
  );
}

const saidOf = ({ at, organisation, by }: CallUp): string =>
  `已于${dateInWords(dayOf(at))}由${organisation.name}${by}调阅`;
