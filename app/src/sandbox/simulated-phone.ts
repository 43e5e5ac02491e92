import type { Fix } from '@lifttrust/shared-types/check-in/check-in.contract';
import { type Facing, Unavailable } from '../platform/types';

/**
 * The simulated phone of the local preview (DECISIONS 17). The app runs in an iframe; the landing page around it
 * holds the phone's surroundings and answers what a real phone's sensors would. Only this folder knows of it; it is
 * absent from the mini-programs and from every production build.
 *
 * Messages, both ways by `postMessage` with the page's own origin as target:
 *
 *   app → parent    { type: 'lifttrust-phone/ask', id, what, person, ...question }
 *   parent → app    { type: 'lifttrust-phone/answer', id, ok: true, value }
 *                   { type: 'lifttrust-phone/answer', id, ok: false, reason }   reason: denied · cancelled · failed
 *   parent → app    { type: 'lifttrust-phone/changed', what: 'clock' | 'network', value }   whenever the panel is moved
 *
 * `person` is the iframe's `?person=<key>`; it also separates the stored data of several phones of one browser. An
 * optional `&device=<id>` gives the phone a device id; without it the app makes one up.
 *
 *   what        question             value
 *   position    –                    { lng, lat, crs: 'GCJ02' | 'WGS84', accuracyMetres, isMock }
 *   photo       facing: front|back   the picture before the camera as a data address (JPEG or PNG)
 *   scan        –                    the text of the code before the camera
 *   sign-in     –                    the one-time sign-in code of that person (channel `sandbox`)
 *   clock       –                    milliseconds by which the phone's clock is ahead
 *   network     –                    true when connected
 *   call        number               –   (the panel shows that the phone rings)
 */
export const marker = 'lifttrust-simulated-phone';

const asked = 'lifttrust-phone/ask';
const answered = 'lifttrust-phone/answer';
const changed = 'lifttrust-phone/changed';
const patienceMs = 60_000;

type What = 'position' | 'photo' | 'scan' | 'sign-in' | 'clock' | 'network' | 'call';
type Reason = 'denied' | 'cancelled' | 'failed';

interface Waiting {
  resolve(value: unknown): void;
  reject(problem: Error): void;
}

const waiting = new Map<string, Waiting>();
const watchers = new Map<'clock' | 'network', Set<(value: unknown) => void>>();
const person = new URLSearchParams(window.location.search).get('person') ?? '';
const inFrame = window.parent !== window;
let count = 0;

const words: Record<Reason, string> = {
  denied: '模拟手机：没有权限。',
  cancelled: '已取消。',
  failed: '模拟手机：没有成功，请看旁边的面板。',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== window.parent || origin !== window.location.origin || !isRecord(data)) return;
  if (data.type === changed && (data.what === 'clock' || data.what === 'network')) {
    for (const tell of watchers.get(data.what) ?? []) tell(data.value);
  }
  const ask = data.type === answered ? waiting.get(String(data.id)) : undefined;
  if (!ask) return;
  waiting.delete(String(data.id));
  if (data.ok === true) ask.resolve(data.value);
  else ask.reject(refusal(data.reason));
});

function refusal(reason: unknown): Unavailable {
  const known: Reason = reason === 'denied' || reason === 'cancelled' ? reason : 'failed';
  return new Unavailable(known, words[known]);
}

function ask(what: What, question: Record<string, unknown> = {}): Promise<unknown> {
  if (!inFrame) return Promise.reject(new Unavailable('unsupported', '请从预览首页的手机框里打开。'));
  count += 1;
  const id = `${marker}-${count}`;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(id);
      reject(refusal('failed'));
    }, patienceMs);
    const settle = () => clearTimeout(timer);
    waiting.set(id, {
      resolve: (value) => {
        settle();
        resolve(value);
      },
      reject: (problem) => {
        settle();
        reject(problem);
      },
    });
    window.parent.postMessage({ type: asked, id, what, person, ...question }, window.location.origin);
  });
}

function watch(what: 'clock' | 'network', tell: (value: unknown) => void): void {
  const told = watchers.get(what) ?? new Set();
  told.add(tell);
  watchers.set(what, told);
}

const textOf = (value: unknown): string => {
  if (typeof value !== 'string') throw refusal('failed');
  return value;
};

export const simulatedPhone = {
  async findPosition(): Promise<Omit<Fix, 'capturedAt'>> {
    const value = await ask('position');
    if (!isRecord(value)) throw refusal('failed');
    return {
      lng: Number(value.lng),
      lat: Number(value.lat),
      crs: value.crs === 'WGS84' ? 'WGS84' : 'GCJ02',
      accuracyMetres: Number(value.accuracyMetres),
      isMock: typeof value.isMock === 'boolean' ? value.isMock : null,
    };
  },
  takePicture: async (facing: Facing): Promise<Blob> => {
    const address = textOf(await ask('photo', { facing }));
    return (await fetch(address)).blob();
  },
  scanCode: async (): Promise<string> => textOf(await ask('scan')),
  signInCode: async (): Promise<string> => textOf(await ask('sign-in')),
  callPhone: async (number: string): Promise<void> => {
    await ask('call', { number });
  },
  /** Whether the panel says connected, now and after each move. */
  watchNetwork(tell: (online: boolean) => void): void {
    const read = (value: unknown) => tell(value !== false);
    watch('network', read);
    if (inFrame) void ask('network').then(read, () => undefined);
  },
  /** Milliseconds by which the phone's clock is ahead, now and after each move of the panel. */
  watchClock(tell: (aheadMs: number) => void): void {
    const read = (value: unknown) => tell(typeof value === 'number' ? value : 0);
    watch('clock', read);
    if (inFrame) void ask('clock').then(read, () => undefined);
  },
};
