import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { isHelpOver } from '@lifttrust/shared-types/rescue/help.words';
import { Text, View } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { type StepLine, Steps } from '../../ui/steps';
import { telephone } from './call-for-help';
import type { HelpCall } from './help-calls';
import { callLine, calmFor, isNotTaken, keptLine } from './help-words';
import type { WaitingWords } from './waiting-words';
import './help.scss';

interface Props {
  one: HelpCall;
  words: WaitingWords;
}

/** The one sentence that matters, and how old it is. */
export function HelpState({ one, words }: Props) {
  const { language } = words.calling;
  const { known, refusal, failures } = one;
  const isOver = known !== null && isHelpOver(known);
  const isStale = known !== null && failures > 0 && !isOver;
  const isStuck = isNotTaken(one) || (known === null && failures > 0);
  // The desk says that nobody is inside: whoever reads it may know better.
  const isDoubted = known?.outcome === 'mistaken' && !known.isTakenBack;
  const where = known ? `${known.place} ${known.ownNumber}`.trim() : '';
  const lines = [
    where,
    keptLine(one, language),
    isStale ? words.asOf(timeInWords(known.readAt)) : '',
    known === null || refusal === '' ? '' : refusalIn(refusal, words),
  ].filter((line) => line !== '');
  return (
    <Notice
      id="help-state"
      tone={isOver && !isDoubted ? 'success' : isStuck || isDoubted ? 'warning' : 'brand'}
      title={callLine(one, language)}
      lines={lines}
    />
  );
}

/** The service refuses in Chinese. */
const refusalIn = (refusal: string, { calling: { language } }: WaitingWords): string =>
  language.lift.script.english ? language.lift.script.notNoted : refusal;

/** Six digits that prove an arrival where there is no position. */
export function ArrivalCode({ one: { known }, words }: Props) {
  if (!known || known.arrivalCode === '') return null;
  return (
    <Card id="arrival-code">
      <Text>{words.arrivalCode}</Text>
      <View id="arrival-digits" className="help__digits">
        {known.arrivalCode}
      </View>
    </Card>
  );
}

/** Injuries and illness need an ambulance, and people dial these numbers, not the service. */
export function AlsoCall({ one: { known }, words }: Props) {
  const { script } = words.calling.language.lift;
  if (!known || known.callAlso.length === 0) return null;
  return (
    <Card>
      <Text>{script.also.replace('{n}', known.callAlso.join(script.comma))}</Text>
      {known.callAlso.map((number) => (
        <Button
          key={number}
          id={`also-${number}`}
          kind="danger"
          icon="phone"
          label={words.dial(number)}
          onPress={() => telephone(number)}
        />
      ))}
    </Card>
  );
}

export const HelpSteps = ({ one, words }: Props) =>
  one.known?.outcome === 'mistaken' || isNotTaken(one) ? null : (
    <Card>
      <Steps lines={stepsOf(one, words)} />
    </Card>
  );

/** A step that was skipped is done with the one after it; once people are out, only what happened is listed. */
function stepsOf({ known }: HelpCall, { steps: said, eta }: WaitingWords): StepLine[] {
  const { etaAt = null, rescuer = null } = known ?? {};
  const all: [key: Exclude<keyof typeof said, 'done'>, at: number | null, seen?: string | undefined][] = [
    ['received', known?.receivedAt ?? null],
    ['accepted', known?.acceptedAt ?? null, rescuer ?? undefined],
    ['on-the-way', known?.departedAt ?? null, etaAt === null ? undefined : eta(timeInWords(etaAt))],
    ['arrived', known?.arrivedAt ?? null],
    ['freed', known?.freedAt ?? null],
  ];
  const steps = all.filter(([, at]) => at !== null || known?.freedAt == null);
  const last = steps.reduce((found, [, at], index) => (at === null ? found : index), -1);
  return steps.map(([key, at, seen], index) => {
    const [done, now, before] = said[key === 'freed' && known?.kind === 'hurt' ? 'done' : key];
    const time = at === null ? undefined : timeInWords(at);
    if (index <= last) return { key, seen, time, state: 'done', label: done };
    return index === last + 1
      ? { key, seen, time, state: 'now', label: now }
      : { key, seen, time, state: 'waiting', label: before };
  });
}

/** What to do and what not, until somebody is there who says it. */
export function Calm({ one: { known, kind, say }, words }: Props) {
  if (known && (known.arrivedAt !== null || isHelpOver(known))) return null;
  const { title, lines } = calmFor(known?.kind ?? kind, words.calling.language);
  return (
    <Card id="calm">
      <CardTitle>{title}</CardTitle>
      {lines.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
      {say ? <Note>{say}</Note> : null}
    </Card>
  );
}
