import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Tag } from '../../ui/tag';
import { presenceInWords } from './visit-words';

/** Who is on the spot: each on their own account and device (CHK-08). */
export const Presences = ({ pack }: { pack: VisitPack }) => (
  <Card id="presences">
    <CardTitle>现场人员</CardTitle>
    {pack.presences.map((presence) => (
      <Cell
        key={presence.person.id}
        icon="people"
        label={presence.person.name}
        note={[presence.role === 'lead' ? '组长' : '同伴', presence.certified ? '持证' : '辅助人员'].join(
          ' · ',
        )}
        aside={<Tag {...presenceInWords(presence)} />}
      />
    ))}
  </Card>
);
