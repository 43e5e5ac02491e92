import { useRouter } from '@tarojs/taro';
import { PublicPast } from '../../features/code/public-past';
import { Screen } from '../../ui/screen';

/** What has happened to a lift, on a page of its own: the part of the app that everybody loads first stays small. */
export default function PastPage() {
  const { params } = useRouter();
  return (
    <Screen id="past">
      <PublicPast token={params.token ?? ''} />
    </Screen>
  );
}
