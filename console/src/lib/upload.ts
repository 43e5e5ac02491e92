import { type FilePurpose, fileApi } from '@lifttrust/shared-types/file/file.contract';
import { filingApi, filingTokenHeader } from '@lifttrust/shared-types/filing/filing.contract';
import type { FilingPaper } from '@lifttrust/shared-types/filing/filing.rules';
import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { call, identityHeaders } from './call';
import { randomId } from './session';

/** SHA-256 of a file. Browsers offer it only to secure addresses; on a plain intranet address ours does it. */
async function sha256Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!crypto.subtle) {
    const { sha256OfBytes } = await import('@lifttrust/shared-types/proof/proof.hash');
    return sha256OfBytes(bytes);
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface UploadStep {
  step: 'hashing' | 'sending' | 'checking';
  /** Bytes on their way, while sending. */
  sent: number;
}

interface Options {
  onStep: (step: UploadStep) => void;
  signal: AbortSignal;
}

interface Announced {
  sha256: string;
  bytes: number;
  contentType: string;
}

/** Who takes a file: whoever is signed in, or a filing by its token. */
export interface UploadDesk {
  announce: (file: Announced) => Promise<ResultOf<typeof fileApi.announce>>;
  report: (fileId: string) => Promise<ResultOf<typeof fileApi.report>>;
  /** Sent with the bytes, to the service only and never to its object store. */
  headers: () => Record<string, string>;
}

const key = () => ({ requestKey: randomId() });

export const ownDesk = (purpose: FilePurpose): UploadDesk => ({
  announce: (file) => call(fileApi.announce, { purpose, ...file }, key()),
  report: (fileId) => call(fileApi.report, { fileId }, key()),
  headers: identityHeaders,
});

export const filingDesk = (token: string, paper: FilingPaper): UploadDesk => ({
  announce: (file) => call(filingApi.announceScan, { token, paper, ...file }, key()),
  report: (fileId) => call(filingApi.reportScan, { token, fileId }, key()),
  headers: () => ({ [filingTokenHeader]: token }),
});

export const upload = (file: File, { purpose, ...options }: Options & { purpose: FilePurpose }) =>
  uploadAt(ownDesk(purpose), file, options);

/** Announce → send → report (DECISIONS 12): what arrives is what was announced, or it is refused. */
export async function uploadAt(desk: UploadDesk, file: File, { onStep, signal }: Options): Promise<string> {
  onStep({ step: 'hashing', sent: 0 });
  const sha256 = await sha256Of(file);
  const contentType = file.type || 'application/octet-stream';
  const announced = await desk.announce({ sha256, bytes: file.size, contentType });
  if (!announced.alreadyStored) {
    const form = new FormData();
    for (const [name, value] of Object.entries(announced.upload.fields)) form.append(name, value);
    form.append(announced.upload.name, file);
    const { url } = announced.upload;
    const headers = /^https?:/.test(url) ? {} : desk.headers();
    await sendForm(url, { form, headers }, (sent) => onStep({ step: 'sending', sent }), signal);
  }
  onStep({ step: 'checking', sent: file.size });
  const stored = await desk.report(announced.fileId);
  if (stored.state !== 'stored')
    throw AppError.invalid('file.not_stored', '文件没有完整到达，请重新选择一次。');
  return announced.fileId;
}

// fetch cannot tell how much has been sent.
function sendForm(
  url: string,
  { form, headers }: { form: FormData; headers: Record<string, string> },
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(refusal(request)));
    request.onerror = () => reject(new NetworkError('上传中断了，请检查网络后重新选择文件。'));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function refusal(request: XMLHttpRequest): AppError {
  const told = /"message"\s*:\s*"([^"]+)"/.exec(request.responseText)?.[1];
  return AppError.invalid('file.refused', told ?? '服务没有收下这个文件，请换一个再试。');
}
