import { answerAutomation } from './automation';
import { shown } from './client';
import { clearFiles, restoreFiles } from './files';
import { application, load } from './modules';
import { cutAt, network, sent, setConnected } from './network';
import { mini, problems, report, settings } from './package';
import { open, useModules } from './router';
import { holdMore, leaveRoom } from './storage';

declare global {
  interface Window {
    /** What the bridge outside the browser speaks to. */
    miniHost: {
      ready: boolean;
      answer: typeof answerAutomation;
      problems: string[];
      sent: typeof sent;
      shown: typeof shown;
      setConnected: typeof setConnected;
      cutAt: typeof cutAt;
      isConnected(): boolean;
      leaveRoom: typeof leaveRoom;
      holdMore: typeof holdMore;
      clearFiles: typeof clearFiles;
      /** Time passes: every clock of the phone goes along. */
      setClockAhead(milliseconds: number): void;
      /** Somebody sets the clock on the wall; the steady one stays. */
      setWallClock(milliseconds: number): void;
    };
  }
}

window.addEventListener('error', ({ error, message }) => report('error', error ?? message));
window.addEventListener('unhandledrejection', ({ reason }) => report('unhandled rejection', reason));

const realNow = Date.now.bind(Date);
const realSteady = performance.now.bind(performance);
const clocks = 'host-clocks';
// A phone that is started again has not gone back in time.
const [kept = 0, set = 0]: number[] = JSON.parse(localStorage.getItem(clocks) ?? '[]');
let passedMs = kept;
let wallMs = set;

function moveClocks(): void {
  localStorage.setItem(clocks, JSON.stringify([passedMs, wallMs]));
  Date.now = () => realNow() + passedMs + wallMs;
  performance.now = () => realSteady() + passedMs;
}
moveClocks();

window.miniHost = {
  ready: false,
  answer: answerAutomation,
  problems,
  sent,
  shown,
  setConnected,
  cutAt,
  isConnected: () => network.connected,
  leaveRoom,
  holdMore,
  clearFiles,
  setClockAhead(milliseconds) {
    passedMs = milliseconds;
    moveClocks();
  },
  setWallClock(milliseconds) {
    wallMs = milliseconds;
    moveClocks();
  },
};

function step(name: string, given: unknown): void {
  const run = application.options[name];
  if (typeof run === 'function') run.call(application.options, given);
}

function boot(): void {
  const start = settings.start.replace(/^\//, '') || mini.pages[0] || '';
  useModules((path) => void load(path));
  load('app');
  const [path = '', query = ''] = start.split('?');
  const launch = {
    ...{ path, query: Object.fromEntries(new URLSearchParams(query)) },
    ...{ scene: 1001, referrerInfo: {} },
  };
  step('onLaunch', launch);
  step('onShow', launch);
  open(start);
  window.miniHost.ready = true;
}

void restoreFiles().then(boot);
