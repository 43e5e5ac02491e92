import { answerAutomation } from './automation';
import { shown } from './client';
import { application, load } from './modules';
import { network, sent } from './network';
import { mini, problems, report, settings } from './package';
import { open, useModules } from './router';

declare global {
  interface Window {
    /** What the bridge outside the browser speaks to. */
    miniHost: {
      ready: boolean;
      answer: typeof answerAutomation;
      problems: string[];
      sent: typeof sent;
      shown: typeof shown;
      setConnected(connected: boolean): void;
      setClockAhead(milliseconds: number): void;
    };
  }
}

window.addEventListener('error', ({ error, message }) => report('error', error ?? message));
window.addEventListener('unhandledrejection', ({ reason }) => report('unhandled rejection', reason));

const realNow = Date.now.bind(Date);

window.miniHost = {
  ready: false,
  answer: answerAutomation,
  problems,
  sent,
  shown,
  setClockAhead(milliseconds) {
    Date.now = () => realNow() + milliseconds;
  },
  setConnected(connected) {
    network.connected = connected;
    for (const tell of network.tell) tell({ isConnected: connected });
  },
};

function step(name: string, given: unknown): void {
  const run = application.options[name];
  if (typeof run === 'function') run.call(application.options, given);
}

const start = settings.start.replace(/^\//, '') || mini.pages[0] || '';
useModules((path) => void load(path));
load('app');
const [path = '', query = ''] = start.split('?');
const launch = { path, query: Object.fromEntries(new URLSearchParams(query)), scene: 1001, referrerInfo: {} };
step('onLaunch', launch);
step('onShow', launch);
open(start);
window.miniHost.ready = true;
