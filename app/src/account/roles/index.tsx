import { RolesView } from '../../features/session/roles-view';
import { Screen } from '../../ui/screen';

export default function RolesPage() {
  return (
    <Screen id="roles">
      <RolesView />
    </Screen>
  );
}
