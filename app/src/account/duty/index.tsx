import { MyDuty } from '../../features/duty/my-duty';
import { Screen } from '../../ui/screen';

export default function MyDutyPage() {
  return (
    <Screen id="duty">
      <MyDuty />
    </Screen>
  );
}
