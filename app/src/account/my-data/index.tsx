import { MyDataView } from '../../features/account/my-data-view';
import { Screen } from '../../ui/screen';

export default function MyDataPage() {
  return (
    <Screen id="my-data">
      <MyDataView />
    </Screen>
  );
}
