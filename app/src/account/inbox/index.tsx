import { InboxView } from '../../features/message/inbox-view';
import { Screen } from '../../ui/screen';

export default function InboxPage() {
  return (
    <Screen id="inbox">
      <InboxView />
    </Screen>
  );
}
