import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { checkPackage, type ProofCheck } from '@lifttrust/shared-types/proof/proof.package';

/** Each check as the question it answers. */
const questions: Record<ProofCheck['name'], string> = {
  key: '公钥是不是公布的那一把',
  content: '内容有没有被改过',
  closed: '不公开的部分有没有被改过',
  chain: '前后记录接不接得上',
  receipt: '回执是不是平台签发的',
  checkpoint: '总账是不是平台签发的',
  inclusion: '在不在总账里',
};

export interface ProofLine {
  key: ProofCheck['name'];
  question: string;
  good: boolean;
  text: string;
}

/** The very check of the command line, on this phone. */
export const proofLines = (proof: ProofPackage): ProofLine[] =>
  checkPackage(proof).map(({ name, good, text }) => ({ key: name, question: questions[name], good, text }));

/** A new entry is in the log within a minute; until then the receipt alone speaks for it. */
export const isWaiting = ({ entries, checkpoint }: ProofPackage): boolean =>
  checkpoint === null || entries.some(({ inclusion }) => inclusion === null);
