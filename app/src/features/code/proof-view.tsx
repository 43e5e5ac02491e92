import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { logNumberWords } from '@lifttrust/shared-types/ledger/ledger.words';
import { keyIdOf } from '@lifttrust/shared-types/proof/proof.signature';
import { Text, View } from '@tarojs/components';
import { useEffect, useMemo, useState } from 'react';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { type StepLine, Steps } from '../../ui/steps';
import { isWaiting, type ProofLine, proofLines } from './proof-words';
import './code.scss';

/** A pause after each step, so that a person can follow what is being checked. */
const paceMs = 350;

/** Runs the check on this phone, one step after another, and says in plain words what each one proves. */
export function ProofView({ proof }: { proof: ProofPackage }) {
  const lines = useMemo(() => proofLines(proof), [proof]);
  const shown = useShown(lines);
  return (
    <>
      {shown === lines.length ? <Verdict lines={lines} waiting={isWaiting(proof)} /> : null}
      <Beside proof={proof} />
      <Card>
        <CardTitle>在这部手机上核对</CardTitle>
        <Steps lines={lines.map((line, index) => stepOf(line, index, shown))} />
      </Card>
      <Numbers proof={proof} />
    </>
  );
}

/** Corrections and a void are entries of the same proof: whoever checks the one sees the other (IMM-02). */
const Beside = ({ proof }: { proof: ProofPackage }) => {
  const of = (kind: string) => proof.entries.filter(({ entry }) => entry.kind === kind);
  const [voided] = of('record.voided');
  const amended = of('record.amended');
  return (
    <>
      {voided ? (
        <Notice
          id="voided"
          tone="danger"
          title="这份记录已作废"
          lines={[`${instantInWords(voided.entry.at)} 作废，不再计入维保；原记录保留可查。`]}
        />
      ) : null}
      {amended.length > 0 ? (
        <Notice
          id="amended"
          tone="warning"
          title={`这份记录有 ${amended.length} 次更正`}
          lines={[`最近一次 ${instantInWords(amended.at(-1)?.entry.at ?? 0)}，以更正后的内容为准。`]}
        />
      ) : null}
    </>
  );
};

function useShown(lines: ProofLine[]): number {
  const [shown, setShown] = useState(0);
  // A newer answer that says the same is not walked through again.
  const told = JSON.stringify(lines);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told stands for the lines.
  useEffect(() => {
    setShown(0);
    const timer = setInterval(() => setShown((before) => Math.min(before + 1, lines.length)), paceMs);
    return () => clearInterval(timer);
  }, [told]);
  return shown;
}

const stepOf = ({ key, question, good, text }: ProofLine, index: number, shown: number): StepLine =>
  index < shown
    ? { key, label: question, state: good ? 'done' : 'bad', seen: text }
    : { key, label: question, state: index === shown ? 'now' : 'waiting' };

function Verdict({ lines, waiting }: { lines: ProofLine[]; waiting: boolean }) {
  if (lines.some(({ good }) => !good)) {
    return (
      <Notice
        id="verdict"
        tone="danger"
        title="核对不通过"
        lines={['这份记录与存证对不上，内容可能被改动过。', '请把这一页给市场监管部门看。']}
      />
    );
  }
  if (waiting) {
    return (
      <Notice
        id="verdict"
        tone="warning"
        title="内容无误，等待编入总账"
        lines={['新记录一般在一分钟内编入，这一页会自动再核对，不用退出。']}
      />
    );
  }
  return (
    <Notice
      id="verdict"
      tone="success"
      title="核对通过"
      lines={['自提交以来一个字也没有改过，也没有被删掉或调换顺序。']}
    />
  );
}

const Numbers = ({ proof }: { proof: ProofPackage }) => (
  <Card>
    <CardTitle>核对用到的数字</CardTitle>
    {proof.entries.map(({ entry }) => (
      <NumberLine
        key={entry.hash}
        title={logNumberWords(entry.seq)}
        note={`${instantInWords(entry.at)} 封存，内容摘要：`}
        number={entry.hash}
      />
    ))}
    {proof.checkpoint ? (
      <NumberLine
        title={`总账共 ${proof.checkpoint.size} 条`}
        note={`${instantInWords(proof.checkpoint.at)} 签发，总摘要：`}
        number={proof.checkpoint.root}
      />
    ) : null}
    <NumberLine
      title={`签发用的公钥 ${keyNumber(proof.publicKey)}`}
      note="应与市场监管部门公布的一致："
      number={proof.publicKey}
    />
  </Card>
);

const NumberLine = ({ title, note, number }: { title: string; note: string; number: string }) => (
  <View className="proof-check__line">
    <Text>{title}</Text>
    <Note>{note}</Note>
    <Text className="proof-check__number">{number}</Text>
  </View>
);

function keyNumber(publicKey: string): string {
  try {
    return keyIdOf(publicKey);
  } catch {
    return '（格式不对）';
  }
}
