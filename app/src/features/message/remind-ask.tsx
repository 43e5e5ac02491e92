import { type ConsentOffer, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { askToRemind, canRemind } from '../../platform/remind';
import { signInCode } from '../../platform/sign-in';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

const readOffers = async (): Promise<ConsentOffer[]> =>
  canRemind ? (await call(messageApi.consents, {})).items : [];

/** WeChat reminds once for each consent; asked for where messages are read, before the last one is used up. */
export function RemindAsk() {
  const { value, reload } = useLoad(readOffers);
  const act = useAct();
  const [isThanked, setThanked] = useState(false);
  // At most three at once, those first that have none left.
  const wanted = [...(value ?? [])].sort((one, other) => one.left - other.left).slice(0, 3);
  const [scarce] = wanted;
  if (isThanked) return <Notice id="remind-thanks" tone="success" title="好的，下次会在微信里提醒您" />;
  if (!scarce || scarce.left > 1) return null;
  const ask = () =>
    act.run('remind', async () => {
      // First of all, while the tap still counts.
      const answers = await askToRemind(wanted.map(({ templateId }) => templateId));
      if (answers.length === 0) return;
      const { code } = await signInCode();
      await call(messageApi.consent, { code, answers }, { requestKey: randomId(device.now()) });
      if (answers.some(({ answer }) => answer === 'accept')) setThanked(true);
      reload();
    });
  return (
    <Notice
      id="remind-ask"
      title="要在微信里提醒您吗？"
      lines={[
        `提醒内容：${wanted.map(({ title }) => title).join('、')}。`,
        '每同意一次，可以收到一次提醒；不同意也不影响使用。',
      ]}
    >
      <Refusals problem={act.problem} />
      <Button id="remind" label="同意提醒" kind="secondary" busy={act.running !== null} onPress={ask} />
    </Notice>
  );
}
