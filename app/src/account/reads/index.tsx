import { ReadsView } from '../../features/account/reads-view';
import { Screen } from '../../ui/screen';

export default function ReadsPage() {
  return (
    <Screen id="reads">
      <ReadsView />
    </Screen>
  );
}
