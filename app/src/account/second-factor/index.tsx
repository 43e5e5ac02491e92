import { FactorView } from '../../features/factor/factor-view';
import { Screen } from '../../ui/screen';

export default function SecondFactorPage() {
  return (
    <Screen id="second-factor">
      <FactorView />
    </Screen>
  );
}
