import { everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Instant, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** What a file is for decides who may send it, how large it may be, and whether it lies encrypted. */
export const filePurposes = [
  'photo',
  'signature',
  'challenge_frame',
  'enrolment_frame',
  'spreadsheet',
  'paper',
] as const;
export const FilePurpose = z.enum(filePurposes);
export type FilePurpose = z.infer<typeof FilePurpose>;

export const FileInfo = z.object({
  id: Ulid,
  purpose: FilePurpose,
  sha256: Sha256,
  bytes: z.number().int(),
  contentType: z.string(),
  state: z.enum(['announced', 'stored', 'refused']),
});
export type FileInfo = z.infer<typeof FileInfo>;

/** Where the bytes of an announced file go: to the service itself, or straight to its object store. */
export const UploadTicket = z.object({
  fileId: Ulid,
  upload: z.object({
    url: z.string().describe('相对地址以服务地址为前缀'),
    /** Multipart field name of the bytes; the last field of the form. */
    name: z.string(),
    fields: z.record(z.string(), z.string()),
  }),
  expiresAt: Instant,
  /** The same bytes are here already: no need to send them again. */
  alreadyStored: z.boolean(),
});
export type UploadTicket = z.infer<typeof UploadTicket>;

const { auditor: _a, ...senders } = everyRole('self');

/**
 * Two steps, the same for the local folder and for COS: announce (hash, size, nonce) → send the bytes to the
 * address given → report; the service then reads the object and checks it (DECISIONS 12).
 */
export const fileApi = {
  announce: endpoint({
    method: 'POST',
    path: '/files',
    summary: '登记要上传的文件，取得上传地址。',
    access: senders,
    body: z.object({
      purpose: FilePurpose,
      /** The visit it belongs to; absent for enrolment frames and spreadsheets. */
      visitId: Ulid.optional(),
      sha256: Sha256,
      bytes: z.number().int().min(1).max(200_000_000),
      contentType: z.string().max(100),
      /** For photos: the nonce this visit was given, once per photograph (CHK-13). */
      nonce: z.string().max(64).optional(),
      capturedAt: Instant.optional(),
    }),
    response: UploadTicket,
  }),
  renew: endpoint({
    method: 'POST',
    path: '/files/:fileId/upload',
    summary: '为已登记、还没有收下的文件重新取得上传地址。',
    access: senders,
    params: z.object({ fileId: Ulid }),
    response: UploadTicket,
  }),
  report: endpoint({
    method: 'POST',
    path: '/files/:fileId/report',
    summary: '报告上传完成，由服务端读取并核对。',
    access: senders,
    params: z.object({ fileId: Ulid }),
    response: FileInfo,
  }),
};

/** Raw routes of the file module (bytes, not JSON): `POST /api/uploads/:fileId`, `GET /api/files/:fileId/content`. */
export const fileContentPath = (fileId: string, copy: 'original' | 'watermarked' = 'watermarked') =>
  `/api/files/${fileId}/content?copy=${copy}`;
