import { useRouter } from '@tarojs/taro';
import { readSheet } from '../../features/record/sheet-on-phone';
import { SignFooter } from '../../features/record/sign-footer';
import { SignView } from '../../features/record/sign-view';
import { PageState, Refusals } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';

/** Sign, check out and, for the lead, submit: one after the other on one page. */
export default function SignPage() {
  const { params } = useRouter();
  const visitId = params.visitId ?? '';
  const load = useLoad(() => readSheet(visitId));
  const act = useAct();
  // Submitting waits for the other technician's signature and check-out.
  useRefresh(load.reload, load.value?.pack.nextStep === 'submit' && act.running === null);
  return (
    <Screen
      id="sign"
      footer={load.value ? <SignFooter {...load.value} act={act} onChanged={load.reload} /> : null}
    >
      <Refusals problem={act.problem} />
      <PageState load={load}>
        {(known) => <SignView {...known} act={act} onChanged={load.reload} />}
      </PageState>
    </Screen>
  );
}
