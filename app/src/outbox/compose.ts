import type { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import { toWire } from '@lifttrust/shared-types/kernel/call';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { randomId } from '../lib/random-id';
import { device } from '../platform/device';
import type { PhoneFile } from '../platform/types';
import type { Command, CommandFile, Giver } from './command';
import { localIdMark } from './local-id';

/** A photograph or signature to send before the command, and what it is for. */
export interface OutgoingFile {
  file: PhoneFile;
  purpose: FilePurpose;
  visitId?: string;
  nonce?: string;
}

export interface Composed {
  endpoint: Endpoint;
  input: unknown;
  label: string;
  fileField: Command['fileField'];
  files: OutgoingFile[];
  by: Giver;
  /** The visit it belongs to, where the address does not name it. */
  visitId?: string | undefined;
  expected?: Command['expected'] | undefined;
  /** `x-made` of a command of this visit, if the phone can say. */
  madeFor: (visitId: string) => string | null;
}

/** Makes the stored form of a write: everything that sending needs, and its request key. */
export function compose({ endpoint, input, label, fileField, files, by, ...rest }: Composed): Command {
  const now = device.now();
  const fields = fieldsOf(input);
  const { path, body } = toWire(endpoint, fields);
  const named = typeof fields.visitId === 'string' && endpoint.path.startsWith('/visits/:visitId');
  const visitId = rest.visitId ?? (named ? String(fields.visitId) : null);
  return {
    key: randomId(now),
    at: now,
    by,
    visitId,
    made: visitId === null ? null : rest.madeFor(visitId),
    label,
    path,
    body: fieldsOf(body),
    fileField,
    files: files.map((file) => outgoing(file, now)),
    state: 'queued',
    attempts: 0,
    delay: null,
    refusal: null,
    expected: rest.expected ?? {},
  };
}

export const outgoing = (file: OutgoingFile, now: number): CommandFile => ({
  ...file,
  localId: `${localIdMark}${randomId(now)}`,
  announceKey: randomId(now),
  reportKey: randomId(now),
  fileId: null,
  stored: false,
});

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
