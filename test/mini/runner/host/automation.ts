import { elementMethods } from './automation-elements';
import { api, played } from './client';
import { type OpenPage, stack, top } from './router';

export type Params = Record<string, unknown>;
type Method = (params: Params) => unknown;

const described = ({ id, path, query }: OpenPage) => ({ pageId: id, path, query });

/** DevTools runs functions that scripts send as text; so does this. */
function revive(text: unknown): (...given: unknown[]) => unknown {
  const made: unknown = new Function(`return (${String(text)})`)();
  if (typeof made !== 'function') throw new Error('not a function');
  return (...given) => made(...given);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function callNative({ method, args }: Params): unknown {
  const name = String(method);
  const native = api[name];
  if (typeof native !== 'function') throw new Error(`${name} is not a native`);
  if (name.endsWith('Sync')) return { result: native(...listOf(args)) };
  return new Promise((resolve, reject) => {
    native({
      ...Object(listOf(args)[0]),
      success: (result: unknown) => resolve({ result }),
      fail: (failure: unknown) => reject(new Error(JSON.stringify(failure))),
    });
  });
}

function playNative({ method, result, functionDeclaration, args }: Params): object {
  const name = String(method);
  if (functionDeclaration) {
    const player = revive(functionDeclaration);
    played.set(name, (options) => player(options, ...listOf(args)));
  } else if (result === undefined) played.delete(name);
  else played.set(name, () => result);
  return {};
}

const appMethods: Record<string, Method> = {
  'Tool.getInfo': () => ({ SDKVersion: '3.8.0' }),
  'Tool.close': () => ({}),
  'App.exit': () => ({}),
  'App.enableLog': () => ({}),
  'App.addBinding': () => ({}),
  'App.getCurrentPage': () => described(top()),
  'App.getPageStack': () => ({ pageStack: stack.map(described) }),
  'App.callWxMethod': callNative,
  'App.mockWxMethod': playNative,
  'App.callFunction': async ({ functionDeclaration, args }) => ({
    result: await revive(functionDeclaration)(...listOf(args)),
  }),
  'Page.getData': ({ path }) => ({ data: path ? top().page.data[String(path)] : top().page.data }),
  'Page.setData': ({ data }) => {
    top().page.setData(Object(data));
    return {};
  },
  'Page.callMethod': async ({ method, args }) => {
    const run = top().page[String(method)];
    return { result: typeof run === 'function' ? await run.apply(top().page, listOf(args)) : undefined };
  },
  'Page.getWindowProperties': ({ names }) => ({
    properties: listOf(names).map((name) => windowProperty(String(name))),
  }),
};

function windowProperty(name: string): unknown {
  const root = document.documentElement;
  if (name.endsWith('scrollTop')) return window.scrollY;
  if (name.endsWith('scrollWidth')) return root.scrollWidth;
  if (name.endsWith('scrollHeight')) return root.scrollHeight;
  return undefined;
}

const methods: Record<string, Method> = { ...appMethods, ...elementMethods };

/** Answers one message of the DevTools automation protocol. */
export async function answerAutomation(method: string, params: Params): Promise<unknown> {
  const answer = methods[method];
  if (!answer) throw new Error(`unimplemented ${method}`);
  return (await answer(params)) ?? {};
}
