import { MyPapers } from '../../features/paper/my-papers';
import { Screen } from '../../ui/screen';

export default function PapersPage() {
  return (
    <Screen id="papers">
      <MyPapers />
    </Screen>
  );
}
