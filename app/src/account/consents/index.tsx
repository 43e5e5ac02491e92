import { ConsentsView } from '../../features/face/consents-view';
import { Screen } from '../../ui/screen';

export default function ConsentsPage() {
  return (
    <Screen id="consents">
      <ConsentsView />
    </Screen>
  );
}
