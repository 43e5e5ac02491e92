import { escalatorInChinese, helpFor, helpInChinese } from '@lifttrust/shared-types/rescue/help.words';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Note } from '../../ui/screen';
import { type HelpCall, helpCalls, isOpen } from './help-calls';

const mostPeople = 60;
const phoneShape = /^\+?[\d-]{5,20}$/;
const { caught } = escalatorInChinese;

/** How many, hurt, a number: told after help was called, each if one likes, and kept until it is sent. */
export function HelpDetailsCard({ one }: { one: HelpCall }) {
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
        ...(isCaught ? { note: caught } : {}),
      },
      ...(phone === '' ? {} : { phone }),
    });
    setTold(true);
  };
  return (
    <Card id="help-details">
      <CardTitle>{helpInChinese.detailsTitle}</CardTitle>
      <Field
        id="help-people"
        kind="number"
        label={helpFor(isEscalator ? 'hurt' : 'trapped').people}
        maxLength={2}
        value={people}
        problem={isCountOdd ? `请填写 1 至 ${mostPeople}，不清楚就不填。` : undefined}
        onChange={(typed) => setPeople(typed.replace(/\D/g, ''))}
      />
      <Tick id="help-hurt" label={helpInChinese.hurt} isOn={isHurt} onPress={() => setHurt(!isHurt)} />
      {isEscalator ? (
        <Tick id="help-caught" label={caught} isOn={isCaught} onPress={() => setCaught(!isCaught)} />
      ) : null}
      <Field
        id="help-phone"
        kind="number"
        label={helpInChinese.phone}
        maxLength={20}
        value={phone}
        problem={isPhoneOdd ? '电话号码不正确；也可以不填。' : undefined}
        onChange={(typed) => setPhone(typed.replace(/\s/g, ''))}
      />
      <Note>电话只给来救援的人和应急值班员看，查看会留下记录，30 天后删除。</Note>
      <Button
        id="tell-details"
        kind="secondary"
        label={helpInChinese.tell}
        disabled={isNothing || isPhoneOdd || isCountOdd}
        onPress={tell}
      />
      {isTold && one.refusal === '' ? (
        <Note>
          {one.details === null ? helpInChinese.script.noted : '已记在手机里，有了网络自动发给救援人员。'}
        </Note>
      ) : null}
    </Card>
  );
}

interface TickProps {
  id: string;
  label: string;
  isOn: boolean;
  onPress: () => void;
}

const Tick = ({ id, label, isOn, onPress }: TickProps) => (
  <Cell
    id={id}
    icon={isOn ? 'check' : 'plus'}
    label={label}
    {...(isOn ? { value: '已选' } : {})}
    stays
    onPress={onPress}
  />
);
