import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { madeHeader } from '@lifttrust/shared-types/kernel/made-at';
import { call } from '../lib/call';
import { randomId } from '../lib/random-id';
import { headersOf, session } from '../lib/session';
import { device } from '../platform/device';
import { hasFile } from '../platform/files';
import { sendFile } from '../platform/wire';
import type { CommandFile } from './command';
import { FileGone } from './queue';
import { withOpenFile } from './sealed-files';

/**
 * Announce, send, report. Every step may be repeated: the keys are the command's own, and bytes that arrived
 * already are not sent again. All go under the command's `made`: of somebody who has left since, nothing else is taken.
 * @throws FileGone when the bytes have still to be sent and the phone has them no more
 */
export async function deliverFile(
  entry: CommandFile,
  made: string | null,
  remember: () => void,
): Promise<string> {
  if (entry.stored && entry.fileId) return entry.fileId;
  // Asked first: an announced photograph that never comes would only be looked for by the service.
  const { file } = entry;
  const isHere = await hasFile(file.path, file.sealedBytes ?? file.bytes);
  if (!isHere && !entry.fileId) throw new FileGone();
  const announced = entry.fileId ? await renewed(entry.fileId, made) : await announce(entry, made);
  entry.fileId = announced.fileId;
  remember();
  if (!announced.alreadyStored) {
    if (!isHere) throw new FileGone();
    const { upload } = announced;
    const headers = await headersFor(upload.url, made);
    await withOpenFile(file, (open) => sendFile({ ...upload, headers, file: open }));
  }
  await call(fileApi.report, { fileId: announced.fileId }, { requestKey: entry.reportKey, made });
  entry.stored = true;
  remember();
  return announced.fileId;
}

/** An address is good for half an hour, and hours may have passed since it was given: each later attempt asks anew. */
const renewed = (fileId: string, made: string | null) =>
  call(fileApi.renew, { fileId }, { requestKey: randomId(device.now()), made });

const announce = ({ file, purpose, visitId, nonce, announceKey }: CommandFile, made: string | null) =>
  call(
    fileApi.announce,
    {
      purpose,
      sha256: file.sha256,
      bytes: file.bytes,
      contentType: file.contentType,
      capturedAt: file.capturedAt,
      ...(visitId ? { visitId } : {}),
      ...(nonce ? { nonce } : {}),
    },
    { requestKey: announceKey, made },
  );

/** The session goes to the service itself and never to an object store. */
async function headersFor(url: string, made: string | null): Promise<Record<string, string>> {
  if (/^https?:/.test(url)) return {};
  const own = headersOf((await session.ensure()).token);
  return made ? { ...own, [madeHeader]: made } : own;
}
