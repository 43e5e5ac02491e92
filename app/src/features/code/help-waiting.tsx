import { isHelpOver } from '@lifttrust/shared-types/rescue/help.words';
import { useDidShow, useRouter } from '@tarojs/taro';
import { useLive } from '../../lib/use-live';
import { Notice } from '../../ui/notice';
import { Empty } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { CallForHelp } from './call-for-help';
import { codeIn } from './code-token';
import { HelpActs } from './help-acts';
import { type HelpCall, helpCalls } from './help-calls';
import { HelpDetailsCard } from './help-details';
import { AlsoCall, ArrivalCode, Calm, HelpState, HelpSteps } from './help-view';
import { useHelpCalls } from './use-help-calls';
import type { WaitingWords } from './waiting-words';

/** What becomes of a call for help made on this phone: kept here, so that leaving the page loses nothing. */
export function HelpWaiting({ words }: { words: WaitingWords }) {
  const { params } = useRouter();
  const code = codeIn(params.token ?? '') ?? '';
  const calls = useHelpCalls();
  const one = helpCalls.of(code);
  const isTakingBack = calls.some((other) => other.code === code && other.isTakenBack);
  useFollow(one);
  return (
    <Screen id="help-call" footer={<CallForHelp code={code} lift={null} stays words={words.calling} />}>
      {one ? (
        <>
          <HelpState one={one} words={words} />
          <ArrivalCode one={one} words={words} />
          <AlsoCall one={one} words={words} />
          <HelpSteps one={one} words={words} />
          <Calm one={one} words={words} />
          <HelpDetailsCard key={one.key} one={one} words={words} />
          <HelpActs one={one} words={words} />
        </>
      ) : isTakingBack ? (
        <Notice id="help-taking-back" tone="warning" title={words.calling.language.lift.script.takingBack} />
      ) : (
        <Empty icon="people" {...words.none} />
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
