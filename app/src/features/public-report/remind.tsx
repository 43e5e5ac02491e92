import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import type { OwnReport } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { call } from '../../lib/call';
import { askToRemind, canRemind } from '../../platform/remind';
import { signInCode } from '../../platform/sign-in';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { useAct } from '../../ui/use-act';

interface Props {
  token: string;
  offer: OwnReport['offer'];
  onDone: () => void;
}

/** Asked for right after reporting, when somebody wants to hear of it; refusing changes nothing. */
export const Remind = ({ token, offer, onDone }: Props) =>
  canRemind && offer ? <Ask token={token} templateId={offer.templateId} onDone={onDone} /> : null;

function Ask({ token, templateId, onDone }: { token: string; templateId: string; onDone: () => void }) {
  const { running, problem, run } = useAct();
  const ask = () =>
    run('remind', async () => {
      // First of all, while the tap still counts.
      const answers = await askToRemind([templateId]);
      if (!answers.some(({ answer }) => answer === 'accept')) return;
      const { code } = await signInCode();
      await call(publicReportApi.subscribe, { token, code, templateId });
      onDone();
    });
  return (
    <Notice
      id="remind-ask"
      title="有答复时在微信里告诉您？"
      lines={['只发这一条；不同意也可以随时来这里看。']}
    >
      <Refusals problem={problem} />
      <Button id="remind" kind="secondary" label="同意收一条" busy={running !== null} onPress={ask} />
    </Notice>
  );
}
