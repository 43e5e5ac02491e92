import { SettingsView } from '../../features/message/settings-view';
import { Screen } from '../../ui/screen';

export default function MessageSettingsPage() {
  return (
    <Screen id="message-settings">
      <SettingsView />
    </Screen>
  );
}
