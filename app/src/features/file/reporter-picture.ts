import type { UploadTicket } from '@lifttrust/shared-types/file/file.contract';
import { headersOf } from '../../lib/session';
import { dropFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { sendFile } from '../../platform/wire';

/** How one kind of report takes a picture: announced, its bytes sent, reported; all under the reporter's secret. */
export interface PictureWay {
  token: string;
  /** In which the service reads the secret with the bytes. */
  header: string;
  announce: (facts: Pick<PhoneFile, 'sha256' | 'bytes' | 'contentType'>) => Promise<UploadTicket>;
  report: (fileId: string) => Promise<unknown>;
}

/** A picture from somebody without an account. The secret goes to the service alone, never to another address. */
export async function sendReporterPicture(file: PhoneFile, way: PictureWay): Promise<void> {
  const { sha256, bytes, contentType } = file;
  const { upload, fileId, alreadyStored } = await way.announce({ sha256, bytes, contentType });
  const headers = /^https?:/.test(upload.url) ? {} : { ...headersOf(null), [way.header]: way.token };
  if (!alreadyStored) await sendFile({ ...upload, headers, file });
  await way.report(fileId);
  void dropFile(file.path);
}
