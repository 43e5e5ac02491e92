import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { type StepLine, Steps } from '../../ui/steps';
import { type CheckedStep, checkSteps } from './proof-check';
import './code.scss';

/** A pause after each step, so that a person can follow what is being checked. */
const paceMs = 350;

/** Runs the check on this phone, one step after another, and says in plain words what each one proves. */
export function ProofView({ proof }: { proof: ProofPackage }) {
  const done = useSteps(proof);
  const finished = done.length === checkSteps.length;
  const broken = done.find((step) => step.outcome === 'bad');
  const waiting = done.find((step) => step.outcome === 'later');
  return (
    <>
      <Card>
        <CardTitle>在这部手机上核对</CardTitle>
        <Steps lines={checkSteps.map((step, index) => lineOf(step.key, step.label, done, index))} />
      </Card>
      {finished || broken ? <Verdict broken={broken} waiting={waiting} /> : null}
      <Numbers proof={proof} />
    </>
  );
}

function useSteps(proof: ProofPackage): CheckedStep[] {
  const [done, setDone] = useState<CheckedStep[]>([]);
  useEffect(() => {
    setDone([]);
    let next = 0;
    const timer = setInterval(() => {
      const step = checkSteps[next];
      next += 1;
      if (!step) return clearInterval(timer);
      setDone((before) => [...before, step.check(proof)]);
    }, paceMs);
    return () => clearInterval(timer);
  }, [proof]);
  return done;
}

function lineOf(key: string, label: string, done: CheckedStep[], index: number): StepLine {
  const step = done[index];
  if (!step) return { key, label, state: index === done.length ? 'now' : 'waiting' };
  return { key, label, state: step.outcome === 'good' ? 'done' : 'doubt', seen: step.text };
}

const Verdict = ({
  broken,
  waiting,
}: {
  broken: CheckedStep | undefined;
  waiting: CheckedStep | undefined;
}) => {
  if (broken) {
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
        title="内容和签发无误，等待编入总账"
        lines={['新记录一般在一分钟内编入，稍后再核对一次。']}
      />
    );
  }
  return (
    <Notice
      id="verdict"
      tone="success"
      title="核对通过"
      lines={['记录自提交以来一个字也没有改过，也没有被删掉或调换顺序。']}
    />
  );
};

const Numbers = ({ proof }: { proof: ProofPackage }) => (
  <Card>
    <CardTitle>核对用到的数字</CardTitle>
    {proof.entries.map(({ entry }) => (
      <View key={entry.hash}>
        <Text>存证第 {entry.seq} 号 </Text>
        <Note>{instantInWords(entry.at)} 封存，内容摘要：</Note>
        <Text className="proof-check__number">{entry.hash}</Text>
      </View>
    ))}
    {proof.checkpoint ? (
      <View>
        <Text>总账共 {proof.checkpoint.size} 条</Text>
        <Note>{instantInWords(proof.checkpoint.at)} 签发，总摘要：</Note>
        <Text className="proof-check__number">{proof.checkpoint.root}</Text>
      </View>
    ) : null}
    <View>
      <Note>签发用的公钥：</Note>
      <Text className="proof-check__number">{proof.publicKey}</Text>
    </View>
    <Note>公钥应与市场监管部门公布的一致。</Note>
  </Card>
);
