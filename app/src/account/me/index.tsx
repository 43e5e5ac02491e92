import { MeView } from '../../features/account/me-view';
import { Screen } from '../../ui/screen';

export default function MePage() {
  return (
    <Screen id="me">
      <MeView />
    </Screen>
  );
}
