import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { helpInChinese, isHelpOver } from '@lifttrust/shared-types/rescue/help.words';
import { rescueStates } from '@lifttrust/shared-types/rescue/rescue.words';
import { Text, View } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { type StepLine, Steps } from '../../ui/steps';
import { telephone } from './call-for-help';
import type { HelpCall } from './help-calls';
import { callLine, calmFor } from './help-words';
import './help.scss';

interface Props {
  one: HelpCall;
}

const { script } = helpInChinese;

/** The one sentence that matters, and how old it is. */
export function HelpState({ one }: Props) {
  const { known, refusal, failures } = one;
  const isOver = known !== null && isHelpOver(known);
  const isStale = known !== null && failures > 0 && !isOver;
  const isStuck = known === null && (failures > 0 || refusal !== '');
  // The desk says that nobody is inside: whoever reads it may know better.
  const isDoubted = known?.outcome === 'mistaken' && !known.isTakenBack;
  const where = known ? `${known.place} ${known.ownNumber}`.trim() : '';
  const lines = [
    where,
    isStale ? `现在没有网络，这是 ${timeInWords(known.readAt)} 的情况。` : '',
    known === null || refusal === '' ? '' : refusal,
  ].filter((line) => line !== '');
  return (
    <Notice
      id="help-state"
      tone={isOver && !isDoubted ? 'success' : isStuck || isDoubted ? 'warning' : 'brand'}
      title={callLine(one)}
      lines={lines}
    />
  );
}

/** Six digits that prove an arrival where there is no position. */
export function ArrivalCode({ one: { known } }: Props) {
  if (!known || known.arrivalCode === '') return null;
  return (
    <Card id="arrival-code">
      <Text>救援人员到了，请把到场码念给他们：</Text>
      <View id="arrival-digits" className="help__digits">
        {known.arrivalCode}
      </View>
    </Card>
  );
}

/** Injuries and illness need an ambulance, and people dial these numbers, not the service. */
export function AlsoCall({ one: { known } }: Props) {
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
          label={`拨打 ${number}`}
          onPress={() => telephone(number)}
        />
      ))}
    </Card>
  );
}

export const HelpSteps = ({ one }: Props) =>
  one.known?.outcome === 'mistaken' ? null : (
    <Card>
      <Steps lines={stepsOf(one)} />
    </Card>
  );

/** A step that was skipped is done with the one after it. */
function stepsOf({ known }: HelpCall): StepLine[] {
  const { etaAt = null, rescuer = null } = known ?? {};
  const steps: [key: string, label: string, at: number | null, seen?: string | undefined][] = [
    ['received', '已收到求助', known?.receivedAt ?? null],
    ['accepted', '已安排人来救援', known?.acceptedAt ?? null, rescuer ?? undefined],
    [
      'on-the-way',
      rescueStates.on_the_way,
      known?.departedAt ?? null,
      etaAt === null ? undefined : `预计 ${timeInWords(etaAt)} 到`,
    ],
    ['arrived', rescueStates.arrived, known?.arrivedAt ?? null],
    ['freed', known?.kind === 'hurt' ? '救援完成' : rescueStates.freed, known?.freedAt ?? null],
  ];
  const last = steps.reduce((found, [, , at], index) => (at === null ? found : index), -1);
  return steps.map(([key, label, at, seen], index) => ({
    ...{ key, label, seen, state: index <= last ? 'done' : index === last + 1 ? 'now' : 'waiting' },
    time: at === null ? undefined : timeInWords(at),
  }));
}

/** What to do and what not, until somebody is there who says it. */
export function Calm({ one: { known, kind, say } }: Props) {
  if (known && (known.arrivedAt !== null || isHelpOver(known))) return null;
  const { title, lines } = calmFor(known?.kind ?? kind);
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
