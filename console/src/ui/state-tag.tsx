import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  RollbackOutlined,
} from '@ant-design/icons';
import type { Tone } from '@lifttrust/shared-types/kernel/tone';
import type { LiftState } from '@lifttrust/shared-types/lift/lift.contract';
import { liftStates } from '@lifttrust/shared-types/lift/lift.contract';
import {
  type OwnerAnswer,
  ownerAnswerWords,
  type RecordStanding,
  standingWords,
  type Validity,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import type { ReactNode } from 'react';
import './state-tag.css';

export type { Tone };

const marks: Record<Tone, ReactNode> = {
  plain: <MinusCircleOutlined />,
  brand: <ClockCircleOutlined />,
  success: <CheckCircleOutlined />,
  warning: <ExclamationCircleOutlined />,
  danger: <CloseCircleOutlined />,
};

/** A state in one word with its mark: never by colour alone. */
export function StateTag({ tone, text, icon }: { tone: Tone; text: string; icon?: ReactNode }) {
  return (
    <span className={`state-tag state-tag--${tone}`}>
      {icon ?? marks[tone]}
      <span>{text}</span>
    </span>
  );
}

const validityTones: Record<Validity, Tone> = {
  draft: 'plain',
  submitted: 'brand',
  valid: 'success',
  suspect: 'warning',
  invalid: 'danger',
};

export const ValidityTag = ({ validity }: { validity: Validity }) => (
  <StateTag tone={validityTones[validity]} text={validityWords[validity]} />
);

/** Nothing where nothing was corrected. */
export const StandingTag = ({ standing }: { standing: RecordStanding }) =>
  standing === 'original' ? null : (
    <StateTag tone={standing === 'voided' ? 'danger' : 'warning'} text={standingWords[standing]} />
  );

const answerTones: Record<OwnerAnswer, Tone> = {
  pending: 'brand',
  signed: 'success',
  returned: 'danger',
  defaulted: 'warning',
  signed_late: 'success',
};

/** 逾期默认确认 is not a signature and must never look like one (DECISIONS 2, 32). */
export const OwnerAnswerTag = ({ answer }: { answer: OwnerAnswer }) => (
  <StateTag
    tone={answerTones[answer]}
    text={ownerAnswerWords[answer]}
    {...(answer === 'returned' ? { icon: <RollbackOutlined /> } : {})}
    {...(answer === 'signed' || answer === 'signed_late' ? { icon: <EditOutlined /> } : {})}
  />
);

const liftTones: Record<LiftState, Tone> = {
  in_use: 'success',
  suspended: 'warning',
  paused: 'warning',
  deregistered: 'plain',
  scrapped: 'plain',
  out_of_scope: 'plain',
};

export const LiftStateTag = ({ state }: { state: LiftState }) => (
  <StateTag tone={liftTones[state]} text={liftStates[state]} />
);

const gradeTones: Record<string, Tone> = {
  正常: 'success',
  关注: 'warning',
  需修理: 'danger',
  停用: 'danger',
};

export const GradeTag = ({ grade }: { grade: string | null }) =>
  grade ? <StateTag tone={gradeTones[grade] ?? 'brand'} text={grade} /> : <span className="quiet">未评</span>;
