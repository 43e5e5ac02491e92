import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { GradeSheet } from '../../features/visit/grade-sheet';
import { useVisit } from '../../features/visit/use-visit';
import { useVisitActs } from '../../features/visit/use-visit-acts';
import { VisitFooter } from '../../features/visit/visit-footer';
import { VisitView } from '../../features/visit/visit-view';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useRefresh } from '../../ui/use-refresh';

/** One visit from the code to the receipt; the service keeps the order, this page shows it. */
export default function VisitPage() {
  const { params } = useRouter();
  const load = useVisit(params.visitId ?? '');
  const [grading, setGrading] = useState(false);
  const acts = useVisitActs(load.value, load.replace, () => setGrading(true));
  const pack = load.value;
  // The other technician works on their own phone.
  const open = pack?.state === 'planned' || pack?.state === 'checked_in';
  useRefresh(load.reload, open && acts.running === null && !grading);
  return (
    <Screen id="visit" footer={pack ? <VisitFooter pack={pack} acts={acts} onReload={load.reload} /> : null}>
      <PageState load={load}>{(known) => <VisitView pack={known} acts={acts} />}</PageState>
      {pack ? (
        <GradeSheet
          key={String(grading)}
          pack={pack}
          open={grading}
          onClose={() => setGrading(false)}
          onPack={load.replace}
        />
      ) : null}
    </Screen>
  );
}
