import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import { call } from '../lib/call';
import { headersOf, session } from '../lib/session';
import { sendFile } from '../platform/wire';
import type { CommandFile } from './command';

/**
 * Announce, send, report. Every step may be repeated: the keys are the command's own, and bytes that arrived
 * already are not sent again.
 */
export async function deliverFile(entry: CommandFile, remember: () => void): Promise<string> {
  if (entry.stored && entry.fileId) return entry.fileId;
  const { file, purpose, visitId, nonce } = entry;
  const announced = await call(
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
    { requestKey: entry.announceKey },
  );
  entry.fileId = announced.fileId;
  remember();
  if (!announced.alreadyStored) {
    await sendFile({ ...announced.upload, headers: await headersFor(announced.upload.url), file });
  }
  await call(fileApi.report, { fileId: announced.fileId }, { requestKey: entry.reportKey });
  entry.stored = true;
  remember();
  return announced.fileId;
}

const headersFor = async (url: string): Promise<Record<string, string>> =>
  /^https?:/.test(url) ? {} : headersOf((await session.ensure()).token);
