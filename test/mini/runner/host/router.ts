import { fail, type Options, succeed, textOf } from './answer';
import { mini, report, resolvePath } from './package';
import { define, dress, mount, type PageInstance } from './view';

export interface OpenPage {
  id: number;
  path: string;
  query: Record<string, string>;
  page: PageInstance;
  box: HTMLElement;
  title: string;
  release(): void;
}

export const stack: OpenPage[] = [];
/** Both clients refuse an eleventh page. */
const deepest = 10;
// Not from one again when the app has been killed: whoever automates it knows pages by these numbers.
let opened = Math.floor(performance.timeOrigin);
let loadModule: (path: string) => void = () => undefined;

export const useModules = (load: (path: string) => void): void => {
  loadModule = load;
};

export function top(): OpenPage {
  const last = stack.at(-1);
  if (!last) throw new Error('no page is open');
  return last;
}
export const currentBox = (): HTMLElement => top().box;

function parse(url: string): { path: string; query: Record<string, string> } {
  const [path = '', text = ''] = url.split('?');
  const query: Record<string, string> = {};
  for (const part of text.split('&').filter(Boolean)) {
    const [name = '', ...value] = part.split('=');
    query[name] = decodeURIComponent(value.join('='));
  }
  return { path, query };
}

export function call(page: PageInstance, lifeCycle: string, given?: unknown): void {
  const step = page[lifeCycle];
  if (typeof step !== 'function') return;
  try {
    step.call(page, given);
  } catch (problem) {
    report(lifeCycle, problem);
  }
}

export function open(url: string): void {
  const { path, query } = parse(url);
  if (!mini.pages.includes(path)) throw new Error(`page "${path}" is not found`);
  if (stack.length >= deepest) throw new Error('webview count limit exceed');
  define(path, loadModule);
  const box = document.createElement('div');
  box.className = 'page-box';
  document.getElementById('stack')?.append(box);
  const { page, attach, release } = mount(path, box);
  Object.defineProperty(page, 'route', { value: path, configurable: true });
  Object.defineProperty(page, '__route__', { value: path, configurable: true });
  page.options = query;
  page.$page = { fullPath: url };
  opened += 1;
  const config = mini.configs[path] ?? {};
  const bar = mini.app.window ?? {};
  const title =
    config.navigationBarTitleText ?? config.defaultTitle ?? bar.navigationBarTitleText ?? bar.defaultTitle;
  stack.push({ id: opened, path, query, page, box, title: title ?? '', release });
  dress(path);
  attach();
  call(page, 'onLoad', query);
  call(page, 'onShow');
  requestAnimationFrame(() => call(page, 'onReady'));
  drawBar();
  window.scrollTo(0, 0);
}

export function drawBar(): void {
  const bar = document.getElementById('bar');
  if (bar) bar.textContent = stack.at(-1)?.title ?? '';
}

function close(): void {
  const last = stack.pop();
  if (!last) return;
  call(last.page, 'onUnload');
  last.release();
  last.box.remove();
}

function hideTop(): void {
  const { box, page } = top();
  box.classList.add('hidden');
  call(page, 'onHide');
}

function showTop(): void {
  const { box, page, path } = top();
  dress(path);
  box.classList.remove('hidden');
  call(page, 'onShow');
  drawBar();
}

const closeAll = () => {
  while (stack.length > 0) close();
};

/** Wraps a move so that it answers like a native call. */
const move = (name: string, go: (url: string, options: Options) => void) => (options: Options) => {
  try {
    go(resolvePath(textOf(options.url), stack.at(-1)?.path), options);
    succeed(name, options);
  } catch (problem) {
    fail(name, options, problem instanceof Error ? problem.message : 'failed');
  }
};

export const navigation = {
  navigateTo: move('navigateTo', (url) => {
    if (!mini.pages.includes(parse(url).path)) throw new Error(`page "${url}" is not found`);
    hideTop();
    open(url);
  }),
  redirectTo: move('redirectTo', (url) => {
    close();
    open(url);
  }),
  reLaunch: move('reLaunch', (url) => {
    closeAll();
    open(url);
  }),
  switchTab: move('switchTab', (url) => {
    closeAll();
    open(url);
  }),
  navigateBack: move('navigateBack', (_, options) => {
    for (let left = Number(options.delta ?? 1); left > 0 && stack.length > 1; left -= 1) close();
    showTop();
  }),
};
