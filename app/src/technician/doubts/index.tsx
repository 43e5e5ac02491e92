import {
  type ReviewCard,
  type ReviewStanding,
  validityApi,
} from '@lifttrust/shared-types/validity/validity.contract';
import { DoubtList } from '../../features/validity/doubt-list';
import { call } from '../../lib/call';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

/** What asks for an act of one's own comes first. */
const standings: ReviewStanding[] = ['asked', 'invalid', 'appealed', 'waiting'];

async function read(): Promise<ReviewCard[]> {
  const lists = await Promise.all(
    standings.map((standing) => call(validityApi.queue, { standing, pageSize: 50 })),
  );
  return lists.flatMap(({ items }) => items);
}

export default function DoubtsPage() {
  const load = useLoad(read);
  return (
    <Screen id="doubts">
      <PageState load={load}>{(items) => <DoubtList items={items} />}</PageState>
    </Screen>
  );
}
