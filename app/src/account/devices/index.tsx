import { DevicesView } from '../../features/device/devices-view';
import { Screen } from '../../ui/screen';

export default function DevicesPage() {
  return (
    <Screen id="devices">
      <DevicesView />
    </Screen>
  );
}
