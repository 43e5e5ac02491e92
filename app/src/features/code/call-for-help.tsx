import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { calmInChinese, helpInChinese } from '@lifttrust/shared-types/rescue/help.words';
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
import { callLine, calmFor } from './help-words';
import { useHelpCalls } from './use-help-calls';

/** The telephone call first of all: it asks nothing of us, and nothing of ours may hold it up. */
export function telephone(phone: string): void {
  void device.callPhone(phone).catch(() => undefined);
}

interface Props {
  code: string;
  /** Null while it is read, and where it cannot be. */
  lift: PublicLift | null;
  /** The page shows what becomes of it already. */
  stays?: boolean;
}

/**
 * The biggest thing on the page, whatever else fails: an unknown code, no network, a service that is down. Two taps call
 * and report at the same time. Only what hangs in the lift reports: whoever tries numbers would send people out to all.
 */
export function CallForHelp({ code, lift, stays = false }: Props) {
  const [asked, setAsked] = useState(false);
  const calls = useHelpCalls();
  const phone = lift?.emergencyPhone ?? emergencyPhone();
  const made = calls.find((one) => one.code === code) ?? null;
  const isUnderWay = made !== null && isOpen(made);
  const kind = lift ? (hasNoCar(lift.type) ? 'hurt' : 'trapped') : (made?.kind ?? 'trapped');
  const say = lift?.rescueCode
    ? calmInChinese.say(lift.rescueCode, `${lift.address} ${lift.place} ${lift.ownNumber}`.trim())
    : (made?.say ?? '');
  const report = () => {
    setAsked(false);
    helpCalls.begin(code, kind, say);
    if (!stays) openIfThere('help/call', { token: code });
  };
  const mayReport = isOurs(code) && !isUnderWay;
  const { title, lines } = calmFor(kind);
  return (
    <>
      <Button
        id="call"
        kind="call"
        icon="phone"
        label={mayReport ? `被困或受伤，${calmInChinese.call(phone)}` : calmInChinese.call(phone)}
        onPress={() => (mayReport ? setAsked(true) : telephone(phone))}
      />
      <Sheet open={asked} title={title} onClose={() => setAsked(false)}>
        <Button
          id="call-and-report"
          kind="call"
          icon="phone"
          label={`拨打 ${phone}，同时求助`}
          onPress={() => {
            telephone(phone);
            report();
          }}
        />
        <Note>{helpInChinese.parallel}</Note>
        {say ? <Text>{say}</Text> : null}
        {lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
        <Button id="report-only" kind="danger" label={helpInChinese.report} onPress={report} />
      </Sheet>
    </>
  );
}

/** Calls made on this phone that are not over: the way back to each, from whatever page of a lift is open. */
export function HelpUnderWay() {
  const calls = useHelpCalls().filter((one) => isOpen(one) || one.known === null);
  return (
    <>
      {calls.map((one, index) => (
        <Notice
          key={one.key}
          id={index === 0 ? 'help-under-way' : `help-under-way-${index}`}
          tone={one.known ? 'brand' : 'warning'}
          title={underWay(one)}
          lines={[callLine(one)]}
        >
          <Button
            id={index === 0 ? 'to-help' : `to-help-${index}`}
            label="看救援进展"
            onPress={() => openIfThere('help/call', { token: one.code })}
          />
        </Notice>
      ))}
    </>
  );
}

const underWay = ({ known, refusal }: HelpCall): string =>
  known ? '您的求助正在处理' : refusal === '' ? '您的求助正在发出' : '求助没有发出';
