import { fail, type Options, succeed, textOf } from './answer';
import { addFile, findFile } from './files';
import { isDingTalk, settings } from './package';

/** Every request and upload, for tests that want to see what left the phone. */
export const sent: { url: string; method: string }[] = [];
const disconnected = 'host-disconnected';
export const network = {
  /** A phone in a pit has no network after a restart either. */
  connected: localStorage.getItem(disconnected) === null,
  tell: new Set<(change: { isConnected: boolean }) => void>(),
};

export function setConnected(connected: boolean): void {
  network.connected = connected;
  if (connected) localStorage.removeItem(disconnected);
  else localStorage.setItem(disconnected, '1');
  for (const tell of network.tell) tell({ isConnected: connected });
}

/**
 * Where a line is cut: before the request leaves, while its bytes are under way, or before the answer is back. `silent`:
 * it arrived, and nothing is heard any more, for as long as the app lives.
 */
export type Cut = 'before' | 'half' | 'after' | 'silent';
let cuts = new Map<number, Cut>();
let passed = 0;

/** Cuts the network at the n-th write from now, counted from 1; it stays away until it is switched on. */
export function cutAt(points: [number, Cut][]): void {
  cuts = new Map(points);
  passed = 0;
}

const methods = isDingTalk ? ['GET', 'POST'] : ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'];

export function located(url: string): string {
  for (const [origin, real] of Object.entries(settings.origins)) {
    if (url.startsWith(origin)) return real + url.slice(origin.length);
  }
  throw new Error(`no address for ${url}`);
}

const headersOf = (options: Options): Record<string, string> => {
  const given = options.header ?? options.headers;
  return typeof given === 'object' && given !== null ? Object.fromEntries(Object.entries(given)) : {};
};

async function reach(url: string, init: RequestInit): Promise<Response> {
  if (!network.connected) throw new Error('network is not connected');
  const method = init.method ?? 'GET';
  if (method !== 'GET') passed += 1;
  const cut = method === 'GET' ? undefined : cuts.get(passed);
  if (cut) return cutLine(cut, url, init);
  sent.push({ url, method });
  return fetch(located(url), init);
}

async function cutLine(cut: Cut, url: string, init: RequestInit): Promise<never> {
  if (cut !== 'before') {
    const { body } = init;
    const half = cut === 'half' && body instanceof FormData ? { ...init, body: halfOf(body) } : init;
    await fetch(located(url), half);
  }
  setConnected(false);
  if (cut === 'silent') await new Promise(() => undefined);
  throw new Error('the network was cut');
}

function halfOf(form: FormData): FormData {
  const half = new FormData();
  for (const [name, value] of form) {
    if (value instanceof Blob) half.append(name, value.slice(0, value.size / 2, value.type), 'file.jpg');
    else half.append(name, value);
  }
  return half;
}

/** `wx.request` and `dd.httpRequest` with the rules of their own: docs of both name them, phones keep them. */
export function request(options: Options) {
  const method = textOf(options.method) || 'GET';
  if (!methods.includes(method)) {
    fail('request', options, `method ${method} is not supported`, 2);
    return { abort() {} };
  }
  const data = options.data;
  const body =
    method === 'GET' || data === undefined
      ? {}
      : { body: typeof data === 'string' ? data : JSON.stringify(data) };
  reach(textOf(options.url), { method, headers: headersOf(options), ...body })
    .then((answer) => answerRequest(options, answer))
    .catch((problem: Error) => fail('request', options, problem.message, 12));
  return { abort() {} };
}

async function answerRequest(options: Options, answer: Response): Promise<void> {
  const text = await answer.text();
  const headers = Object.fromEntries(answer.headers);
  // DingTalk hides what a 4xx or 5xx says, and takes an answer that is no JSON for a failure.
  if (isDingTalk && answer.status >= 400)
    return fail('request', options, 'http status error', 19, { status: answer.status });
  const json = parsed(text);
  if (isDingTalk) {
    if (json === undefined) return fail('request', options, 'the answer is not JSON', 14);
    return succeed('request', options, { status: answer.status, headers, data: json });
  }
  succeed('request', options, { statusCode: answer.status, header: headers, data: json ?? text });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A real multipart POST of the file's bytes. */
export function uploadFile(options: Options) {
  const file = findFile(textOf(options.filePath));
  const name = textOf(isDingTalk ? options.fileName : options.name);
  if (!file || !name) fail('uploadFile', options, 'file or name is missing', 4);
  else if (isDingTalk && !['image', 'video', 'audio'].includes(textOf(options.fileType))) {
    fail('uploadFile', options, 'fileType is required', 2);
  } else {
    const form = new FormData();
    for (const [field, value] of Object.entries(options.formData ?? {})) form.append(field, String(value));
    form.append(name, file, 'file.jpg');
    reach(textOf(options.url), { method: 'POST', headers: headersOf(options), body: form })
      .then(async (answer) => {
        if (isDingTalk && answer.status >= 400) return fail('uploadFile', options, 'http status error', 19);
        succeed('uploadFile', options, { statusCode: answer.status, data: await answer.text() });
      })
      .catch((problem: Error) => fail('uploadFile', options, problem.message, 12));
  }
  return { abort() {}, onProgressUpdate() {} };
}

/** A file of the service onto the phone; each client names the place of it in its own word. */
export function downloadFile(options: Options) {
  reach(textOf(options.url), { headers: headersOf(options) })
    .then(async (answer) => {
      if (isDingTalk && answer.status >= 400) return fail('downloadFile', options, 'http status error', 19);
      const path = addFile(await answer.blob());
      const place = isDingTalk ? { filePath: path } : { tempFilePath: path };
      succeed('downloadFile', options, { statusCode: answer.status, ...place });
    })
    .catch((problem: Error) => fail('downloadFile', options, problem.message, 12));
  return { abort() {}, onProgressUpdate() {} };
}
