import type { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import type { ErrorBody } from '@lifttrust/shared-types/kernel/app-error';
import type { Me } from '@lifttrust/shared-types/session/session.contract';
import type { PhoneFile } from '../platform/types';

/**
 * `refused`: for good, with the reason. `lost`: a file of it is no longer on the phone. Both wait for the person. A
 * command that was answered is no longer kept: there is no state for it.
 */
export type CommandState = 'queued' | 'sending' | 'refused' | 'lost';

/**
 * Why a command still waits: no network · a service that said so in words · the other technician's part has not come ·
 * an earlier one of the same visit is not settled · it belongs to another role of this person.
 */
export type Delay =
  | { by: 'network' }
  | { by: 'service'; word: string }
  | { by: 'partner'; word: string }
  | { by: 'earlier' }
  | { by: 'role'; word: string };

/** A file that travels with a command: announced, sent, reported; then its id takes its place in the body. */
export interface CommandFile {
  file: PhoneFile;
  purpose: FilePurpose;
  visitId?: string;
  /** The visit's unused number for this one photograph (CHK-13). */
  nonce?: string;
  /** Stands for the file in bodies of later commands until the service has given its id. */
  localId: string;
  announceKey: string;
  reportKey: string;
  /** Known once announced. */
  fileId: string | null;
  /** Accepted by the service: nothing left to send. */
  stored: boolean;
}

/** Who gave the command: it is never sent as anybody else's. */
export interface Giver {
  personId: string;
  role: Me['role'];
  organisationId: string;
}

/**
 * One write as it will be sent, kept on the phone before the first attempt. Its request key never changes, so that
 * sending it again after a lost answer does nothing twice.
 */
export interface Command {
  key: string;
  at: number;
  by: Giver;
  /** The visit it belongs to; null for everything else. */
  visitId: string | null;
  /** When it was given, against the service's clock (`x-made`); null where the service gave this phone no anchor. */
  made: string | null;
  /** What the person did, in their words: 保存检查结果. */
  label: string;
  /** Address below the service, without the files' ids. */
  path: string;
  body: Record<string, unknown>;
  /** Body field that receives the id of the one file, or the list of ids. */
  fileField: 'fileId' | 'fileIds' | null;
  files: CommandFile[];
  state: CommandState;
  attempts: number;
  /** After an attempt that failed. */
  delay: Delay | null;
  /** Why the service refused it; kept until the person has read it. */
  refusal: ErrorBody | null;
  /** What the phone judged meanwhile, to be held against the service's answer. */
  expected: { positionVerdict?: string };
}

/** Sent and answered, or kept on the phone to be sent when the network is back. */
export type Outcome<Answer> = { sent: true; answer: Answer } | { sent: false; key: string; delay: Delay };

const steps = /\/(code-scans|positions|starts|challenges\/\w+|challenges)$/;
const closing = /\/(signatures|check-outs|submission)$/;

/**
 * `step`: later commands of the visit make no sense without it. `closing`: must not be sent while anything before it is
 * unsettled, or a record would be sealed with less than the person saw.
 */
export function placeOf({ path, visitId }: Pick<Command, 'path' | 'visitId'>): 'step' | 'work' | 'closing' {
  if (visitId === null) return 'work';
  if (closing.test(path)) return 'closing';
  return steps.test(path) ? 'step' : 'work';
}

export const isWaiting = ({ state }: Pick<Command, 'state'>): boolean =>
  state === 'queued' || state === 'sending';
