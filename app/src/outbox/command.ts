import type { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import type { ErrorBody } from '@lifttrust/shared-types/kernel/app-error';
import type { PhoneFile } from '../platform/types';

/** A command that was answered is no longer kept: there is no state for it. */
export type CommandState = 'queued' | 'sending' | 'refused';

/** Why a command still waits: no network, or a service that said so in words a person can read. */
export type Delay = { by: 'network' } | { by: 'service'; word: string };

/** A file that travels with a command: announced, sent, reported; then its id takes its place in the body. */
export interface CommandFile {
  file: PhoneFile;
  purpose: FilePurpose;
  visitId?: string;
  /** The visit's unused number for this one photograph (CHK-13). */
  nonce?: string;
  announceKey: string;
  reportKey: string;
  /** Known once announced. */
  fileId: string | null;
  /** Accepted by the service: nothing left to send. */
  stored: boolean;
}

/**
 * One write as it will be sent, kept on the phone before the first attempt. Its request key never changes, so that
 * sending it again after a lost answer does nothing twice.
 */
export interface Command {
  key: string;
  at: number;
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
  /** After an attempt that failed; absent in commands kept by an earlier release. */
  delay?: Delay | null;
  /** Why the service refused it; kept until the person has read it. */
  refusal: ErrorBody | null;
}

/** Sent and answered, or kept on the phone to be sent when the network is back. */
export type Outcome<Answer> = { sent: true; answer: Answer } | { sent: false; key: string; delay: Delay };
