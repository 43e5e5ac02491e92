import { useRouter } from '@tarojs/taro';
import { PublicSaid } from '../../features/code/public-said';
import { Screen } from '../../ui/screen';

/** Beside the lift's own page and not on it: the part of the app that everybody loads first stays small. */
export default function SaidPage() {
  const { params } = useRouter();
  return (
    <Screen id="said">
      <PublicSaid token={params.token ?? ''} />
    </Screen>
  );
}
