import * as adapter from 'glass-easel-miniprogram-adapter';
import { dressElement } from './elements';
import { mini, resolvePath } from './package';

const { glassEasel } = adapter;

glassEasel.globalOptions.writeIdToDOM = true;

// glass-easel registers touch listeners passively; `catchMove` has to be able to hold the page.
const listen = document.body.addEventListener.bind(document.body);
document.body.addEventListener = (type: string, listener: EventListener, options?: boolean | object) => {
  const own = typeof options === 'object' ? options : { capture: options === true };
  listen(type, listener, type.startsWith('touch') ? { ...own, passive: false } : own);
};

const environment = new adapter.MiniProgramEnv();
export const codeSpace = environment.createCodeSpace('', true);
const backend = new glassEasel.CurrentWindowBackendContext();
const create = document.createElement.bind(document);

// The engine builds its nodes through this one object; the tags get a client's manners on the way.
Object.assign(backend, {
  document: {
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
    createElement: (tag: string) => dressElement(create(tag)),
  },
});

const valueEvents = new Set(['input', 'change', 'blur', 'focus']);

interface EngineEvent {
  originalEvent?: unknown;
}

// The engine's own events carry no touches and no values: a client's do.
backend.onEvent((target, type, detail: unknown, options) => {
  const { originalEvent: original }: EngineEvent = options;
  const touches =
    original instanceof TouchEvent
      ? { touches: touchList(original.touches), changedTouches: touchList(original.changedTouches) }
      : {};
  const source = original instanceof Event ? original.target : null;
  const value =
    source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : undefined;
  const told = valueEvents.has(type) && value !== undefined ? { value } : detail;
  const event = new glassEasel.Event(type, told, { ...options, extraFields: touches });
  glassEasel.Event.dispatchEvent(target, event);
  return event.getEventBubbleStatus();
});

const touchList = (touches: TouchList) =>
  [...touches].map(({ identifier, pageX, pageY, clientX, clientY }) => ({
    identifier,
    pageX,
    pageY,
    clientX,
    clientY,
  }));

const associated = environment.associateBackend(backend);

const appSheet = document.createElement('style');
const pageSheet = document.createElement('style');
appSheet.textContent = mini.style;
document.head.append(appSheet, pageSheet);

/** The styles of the page in front; another page's do not reach it, as in a client. */
export function dress(path: string): void {
  pageSheet.textContent = mini.pageStyles[path] ?? '';
}

const defined = new Set<string>();

/** Makes a page or component known to the engine; its module runs once, when the engine asks for it. */
export function define(path: string, load: (path: string) => void): void {
  if (defined.has(path)) return;
  defined.add(path);
  const config = mini.configs[path] ?? {};
  const using: Record<string, string> = {};
  for (const [tag, target] of Object.entries({ ...mini.app.usingComponents, ...config.usingComponents })) {
    const component = resolvePath(target, path);
    define(component, load);
    using[tag] = `/${component}`;
  }
  codeSpace.addComponentStaticConfig(path, { ...config, usingComponents: using });
  // The template generator's types are internal to the engine.
  codeSpace.addCompiledTemplate(path, { groupList: mini.templates, content: mini.templates[path] } as never);
  codeSpace.globalComponentEnv(window, path, () => load(path));
}

export interface PageInstance {
  route?: string;
  options?: Record<string, string>;
  data: Record<string, unknown>;
  setData(data: Record<string, unknown>): void;
  [lifeCycle: string]: unknown;
}

export interface Root {
  page: PageInstance;
  /** Puts the page's nodes into the document. */
  attach(): void;
  release(): void;
}

export function mount(path: string, box: HTMLElement): Root {
  const placeholder = document.createElement('span');
  box.append(placeholder);
  const root = associated.createRoot('page', codeSpace, path);
  const page: unknown = root.get();
  if (!isPage(page)) throw new Error(`${path} made no page`);
  return {
    page,
    attach: () => root.attach(box as never, placeholder as never),
    release: () => root.release(),
  };
}

const isPage = (value: unknown): value is PageInstance =>
  typeof value === 'object' && value !== null && 'setData' in value;
