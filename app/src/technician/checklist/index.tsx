import { useRouter } from '@tarojs/taro';
import { ChecklistView } from '../../features/visit/checklist-view';
import { useVisit } from '../../features/visit/use-visit';
import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';

export default function ChecklistPage() {
  const { params } = useRouter();
  const load = useVisit(params.visitId ?? '');
  return (
    <Screen id="checklist" footer={<Button id="back" kind="secondary" label="回到维保" onPress={goBack} />}>
      <PageState load={load}>{(pack) => <ChecklistView pack={pack} onPack={load.replace} />}</PageState>
    </Screen>
  );
}
