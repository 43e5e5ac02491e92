import type { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import { toWire } from '@lifttrust/shared-types/kernel/call';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { randomId } from '../lib/random-id';
import { device } from '../platform/device';
import type { PhoneFile } from '../platform/types';
import type { Command, CommandFile } from './command';

/** A photograph or signature to send before the command, and what it is for. */
export interface OutgoingFile {
  file: PhoneFile;
  purpose: FilePurpose;
  visitId?: string;
  nonce?: string;
}

/** Makes the stored form of a write: everything that sending needs, and its request key. */
export function compose(
  endpoint: Endpoint,
  input: unknown,
  label: string,
  fileField: Command['fileField'],
  files: OutgoingFile[],
): Command {
  const now = device.now();
  const { path, body } = toWire(endpoint, fieldsOf(input));
  const outgoing = (file: OutgoingFile): CommandFile => ({
    ...file,
    announceKey: randomId(now),
    reportKey: randomId(now),
    fileId: null,
    stored: false,
  });
  return {
    key: randomId(now),
    at: now,
    label,
    path,
    body: fieldsOf(body),
    fileField,
    files: files.map(outgoing),
    state: 'queued',
    attempts: 0,
    refusal: null,
  };
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
