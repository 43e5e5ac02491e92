import { session } from '../../lib/session';
import { PhoneButton } from '../../platform/phone-button';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { useAct } from '../../ui/use-act';

/** The platform knows this account, we do not: WeChat can tell the phone number, elsewhere the unit's admin helps. */
export function AccountUnknown({ why, onKnown }: { why: string; onKnown: () => void }) {
  const act = useAct();
  const bind = (phoneCode: string) =>
    act.run('bind', async () => {
      await session.startByPhone(phoneCode);
      onKnown();
    });
  return (
    <>
      <Notice
        id="account-unknown"
        title="还不认识您的账号"
        lines={[
          why,
          '扫电梯上的二维码查看、求救，不用登录。',
          ...(PhoneButton ? ['使用单位和维保单位的管理人员，可以用登记过的手机号认出自己，只要一次。'] : []),
        ]}
      />
      <Refusals problem={act.problem} />
      {PhoneButton ? (
        <PhoneButton label="用微信手机号认出我" busy={act.running === 'bind'} onCode={bind} />
      ) : null}
    </>
  );
}
