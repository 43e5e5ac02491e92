import { OutboxView } from '../../features/outbox/outbox-view';
import { Screen } from '../../ui/screen';

export default function OutboxPage() {
  return (
    <Screen id="outbox">
      <OutboxView />
    </Screen>
  );
}
