import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { openIfThere } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { isOurs } from './code-token';
import { emergencyPhone } from './emergency-phone';
import { type HelpCall, helpCalls, isOpen } from './help-calls';
import { type CallingWords, callingInChinese, callLine, calmFor, keptLine } from './help-words';
import { useHelpCalls } from './use-help-calls';

/** The telephone call first of all: it asks nothing of us, and nothing of ours may hold it up. */
export function telephone(phone: string): void {
  void device.callPhone(phone).catch(() => undefined);
}

/** What is known of the lift, by whoever reads the code; staff are told no telephone, and the one kept is the city's. */
type HelpedLift = Pick<PublicLift, 'type' | 'rescueCode' | 'address' | 'place' | 'ownNumber'> &
  Partial<Pick<PublicLift, 'emergencyPhone'>>;

interface Props {
  code: string;
  /** Null while it is read, and where it cannot be. */
  lift: HelpedLift | null;
  /** The page shows what becomes of it already. */
  stays?: boolean;
  words?: CallingWords;
}

/**
 * The biggest thing on the page, whatever else fails: an unknown code, no network, a service that is down. Two taps call
 * and report at the same time. Only what hangs in the lift reports: whoever tries numbers would send people out to all.
 */
export function CallForHelp({ code, lift, stays = false, words = callingInChinese }: Props) {
  const { calm, lift: help } = words.language;
  const [asked, setAsked] = useState(false);
  useHelpCalls();
  const phone = lift?.emergencyPhone ?? emergencyPhone();
  const made = helpCalls.of(code);
  const isUnderWay = made !== null && isOpen(made);
  const kind = lift ? (hasNoCar(lift.type) ? 'hurt' : 'trapped') : (made?.kind ?? 'trapped');
  const say = lift?.rescueCode
    ? calm.say(lift.rescueCode, `${lift.address} ${lift.place} ${lift.ownNumber}`.trim())
    : (made?.say ?? '');
  const report = () => {
    setAsked(false);
    helpCalls.begin(code, kind, say);
    if (!stays) openIfThere(words.page, { token: code });
  };
  const mayReport = isOurs(code) && !isUnderWay;
  const { title, lines } = calmFor(kind, words.language);
  return (
    <>
      <Button
        id="call"
        kind="call"
        icon="phone"
        label={mayReport ? words.need(calm.call(phone)) : calm.call(phone)}
        onPress={() => (mayReport ? setAsked(true) : telephone(phone))}
      />
      <Sheet open={asked} title={title} closeLabel={words.close} onClose={() => setAsked(false)}>
        <Button
          id="call-and-report"
          kind="call"
          icon="phone"
          label={words.both(phone)}
          onPress={() => {
            telephone(phone);
            report();
          }}
        />
        <Note>{help.parallel}</Note>
        {say ? <Text>{say}</Text> : null}
        {lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
        <Button id="report-only" kind="danger" label={help.report} onPress={report} />
      </Sheet>
    </>
  );
}

/** Calls made on this phone that are not over: the way back to each, from whatever page of a lift is open. */
export function HelpUnderWay({ words = callingInChinese }: { words?: CallingWords }) {
  const calls = useHelpCalls().filter((one) => isOpen(one) || (!one.known && !one.isTakenBack));
  return (
    <>
      {calls.map((one, index) => (
        <Notice
          key={one.key}
          id={index === 0 ? 'help-under-way' : `help-under-way-${index}`}
          tone={one.known ? 'brand' : 'warning'}
          title={underWay(one, words)}
          lines={[callLine(one, words.language), keptLine(one, words.language)].filter((line) => line !== '')}
        >
          <Button
            id={index === 0 ? 'to-help' : `to-help-${index}`}
            label={words.progress}
            onPress={() => openIfThere(words.page, { token: one.code })}
          />
        </Notice>
      ))}
    </>
  );
}

function underWay({ known, refusal, told }: HelpCall, words: CallingWords): string {
  if (known) return words.known;
  if (refusal !== '') return words.unsent;
  return told ? words.telephone : words.sending;
}
