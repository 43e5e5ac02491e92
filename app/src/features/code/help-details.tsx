import { escalatorInChinese, helpFor } from '@lifttrust/shared-types/rescue/help.words';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Note } from '../../ui/screen';
import { type HelpCall, helpCalls, isOpen } from './help-calls';
import type { WaitingWords } from './waiting-words';

const mostPeople = 60;
const phoneShape = /^\+?[\d-]{5,20}$/;

/** How many, hurt, a number: told after help was called, each if one likes, and kept until it is sent. */
export function HelpDetailsCard({ one, words }: { one: HelpCall; words: WaitingWords }) {
  const { language } = words.calling;
  const help = language.lift;
  const [people, setPeople] = useState('');
  const [isHurt, setHurt] = useState(false);
  const [isCaught, setCaught] = useState(false);
  const [phone, setPhone] = useState('');
  const [isTold, setTold] = useState(false);
  if (!isOpen(one)) return null;
  const isEscalator = (one.known?.kind ?? one.kind) === 'hurt';
  const count = Number(people);
  const isPhoneOdd = phone !== '' && !phoneShape.test(phone);
  const isCountOdd = people !== '' && (count < 1 || count > mostPeople);
  const isNothing = people === '' && !isHurt && !isCaught && phone === '';
  const tell = () => {
    helpCalls.tell(one.code, {
      situation: {
        ...(people === '' ? {} : { people: count }),
        ...(isHurt ? { isHurt } : {}),
        ...(isCaught ? { note: escalatorInChinese.caught } : {}),
      },
      ...(phone === '' ? {} : { phone }),
    });
    setTold(true);
  };
  return (
    <Card id="help-details">
      <CardTitle>{help.detailsTitle}</CardTitle>
      <Field
        id="help-people"
        kind="number"
        label={helpFor(isEscalator ? 'hurt' : 'trapped', language).people}
        maxLength={2}
        value={people}
        problem={isCountOdd ? words.oddCount(mostPeople) : undefined}
        onChange={(typed) => setPeople(typed.replace(/\D/g, ''))}
      />
      <Tick
        id="help-hurt"
        label={help.hurt}
        chosen={words.chosen}
        isOn={isHurt}
        onPress={() => setHurt(!isHurt)}
      />
      {isEscalator ? (
        <Tick
          id="help-caught"
          label={language.escalator.caught}
          chosen={words.chosen}
          isOn={isCaught}
          onPress={() => setCaught(!isCaught)}
        />
      ) : null}
      <Field
        id="help-phone"
        kind="number"
        label={help.phone}
        maxLength={20}
        value={phone}
        problem={isPhoneOdd ? words.oddPhone : undefined}
        onChange={(typed) => setPhone(typed.replace(/\s/g, ''))}
      />
      <Note>{words.phoneNote}</Note>
      <Button
        id="tell-details"
        kind="secondary"
        label={help.tell}
        disabled={isNothing || isPhoneOdd || isCountOdd}
        onPress={tell}
      />
      {isTold && one.refusal === '' ? (
        <Note>{one.details === null ? help.script.noted : words.kept}</Note>
      ) : null}
    </Card>
  );
}

interface TickProps {
  id: string;
  label: string;
  chosen: string;
  isOn: boolean;
  onPress: () => void;
}

const Tick = ({ id, label, chosen, isOn, onPress }: TickProps) => (
  <Cell
    id={id}
    icon={isOn ? 'check' : 'plus'}
    label={label}
    {...(isOn ? { value: chosen } : {})}
    stays
    onPress={onPress}
  />
);
