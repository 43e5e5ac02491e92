import { useRouter } from '@tarojs/taro';
import { PhotosView } from '../../features/visit/photos-view';
import { useVisit } from '../../features/visit/use-visit';
import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';

export default function PhotosPage() {
  const { params } = useRouter();
  const load = useVisit(params.visitId ?? '');
  return (
    <Screen id="photos" footer={<Button id="back" kind="secondary" label="回到维保" onPress={goBack} />}>
      <PageState load={load}>{(pack) => <PhotosView pack={pack} onPack={load.replace} />}</PageState>
    </Screen>
  );
}
