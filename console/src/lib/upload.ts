import { type FilePurpose, fileApi } from '@lifttrust/shared-types/file/file.contract';
import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
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
  purpose: FilePurpose;
  onStep: (step: UploadStep) => void;
  signal: AbortSignal;
}

/** Announce → send → report (DECISIONS 12): what arrives is what was announced, or it is refused. */
export async function upload(file: File, { purpose, onStep, signal }: Options): Promise<string> {
  onStep({ step: 'hashing', sent: 0 });
  const sha256 = await sha256Of(file);
  const contentType = file.type || 'application/octet-stream';
  const announced = await call(
    fileApi.announce,
    { purpose, sha256, bytes: file.size, contentType },
    { requestKey: randomId() },
  );
  if (!announced.alreadyStored) {
    const form = new FormData();
    for (const [name, value] of Object.entries(announced.upload.fields)) form.append(name, value);
    form.append(announced.upload.name, file);
    await sendForm(announced.upload.url, form, (sent) => onStep({ step: 'sending', sent }), signal);
  }
  onStep({ step: 'checking', sent: file.size });
  const stored = await call(fileApi.report, { fileId: announced.fileId }, { requestKey: randomId() });
  if (stored.state !== 'stored')
    throw AppError.invalid('file.not_stored', '文件没有完整到达，请重新选择一次。');
  return announced.fileId;
}

// fetch cannot tell how much has been sent.
function sendForm(
  url: string,
  form: FormData,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    // The session goes to the service itself and never to its object store.
    const headers = /^https?:/.test(url) ? {} : identityHeaders();
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
