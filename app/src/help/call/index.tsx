import { isHelpOver } from '@lifttrust/shared-types/rescue/help.words';
import { useDidShow, useRouter } from '@tarojs/taro';
import { CallForHelp } from '../../features/code/call-for-help';
import { codeIn } from '../../features/code/code-token';
import { HelpActs } from '../../features/code/help-acts';
import { type HelpCall, helpCalls } from '../../features/code/help-calls';
import { HelpDetailsCard } from '../../features/code/help-details';
import { AlsoCall, ArrivalCode, Calm, HelpState, HelpSteps } from '../../features/code/help-view';
import { useHelpCalls } from '../../features/code/use-help-calls';
import { useLive } from '../../lib/use-live';
import { Empty } from '../../ui/page-state';
import { Screen } from '../../ui/screen';

/** What becomes of a call for help made on this phone: kept here, so that leaving the page loses nothing. */
export default function HelpCallPage() {
  const { params } = useRouter();
  const code = codeIn(params.token ?? '') ?? '';
  const one = useHelpCalls().find((other) => other.code === code) ?? null;
  useFollow(one);
  return (
    <Screen id="help-call" footer={<CallForHelp code={code} lift={null} stays />}>
      {one ? (
        <>
          <HelpState one={one} />
          <ArrivalCode one={one} />
          <AlsoCall one={one} />
          <HelpSteps one={one} />
          <Calm one={one} />
          <HelpDetailsCard key={one.key} one={one} />
          <HelpActs one={one} />
        </>
      ) : (
        <Empty
          icon="people"
          title="这部手机上没有进行中的求助"
          line="有人被困或受伤，请扫电梯里的码求助，或直接拨打下面的电话。"
        />
      )}
    </Screen>
  );
}

/** By a socket, and every few seconds where none gets through; once when the page is looked at again. */
function useFollow(one: HelpCall | null): void {
  const known = one?.known ?? null;
  const isFollowed = known !== null && !isHelpOver(known);
  const look = () => {
    if (one) void helpCalls.look(one.code);
  };
  const pollMs = Math.min(30, Math.max(3, known?.askAgainSeconds ?? 0)) * 1000;
  useLive(isFollowed ? `help:${known.helpId}` : null, look, {
    pollMs,
    ...(known ? { token: known.helpToken } : {}),
  });
  useDidShow(look);
}
