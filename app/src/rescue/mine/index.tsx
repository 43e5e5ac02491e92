import { EntrapmentList } from '../../features/rescue/entrapment-list';
import { Screen, Title } from '../../ui/screen';

/** Rescues to which one's own organisation was called. */
export default function MyRescuesPage() {
  return (
    <Screen id="rescues">
      <Title>困人救援</Title>
      <EntrapmentList page="rescue/entrapment" />
    </Screen>
  );
}
