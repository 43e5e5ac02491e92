import { api } from './client';
import { isDingTalk, mini, resolvePath } from './package';
import { stack } from './router';

interface Module {
  exports: unknown;
}

/** The app's options, as `App({…})` gave them. */
export const application: { options: Record<string, unknown> } = { options: {} };

const loaded = new Map<string, Module>();

/** The logic layer's own global object. */
const logicGlobal: Record<string, unknown> = {
  setTimeout: window.setTimeout.bind(window),
  clearTimeout: window.clearTimeout.bind(window),
  setInterval: window.setInterval.bind(window),
  clearInterval: window.clearInterval.bind(window),
  ...{
    console,
    Promise,
    Object,
    Array,
    Symbol,
    Map,
    Set,
    WeakMap,
    WeakSet,
    Math,
    Date,
    JSON,
    Proxy,
    Reflect,
  },
  ...{
    RegExp,
    Error,
    TypeError,
    Number,
    String,
    Boolean,
    Function,
    BigInt,
    parseInt,
    parseFloat,
    isNaN,
    isFinite,
  },
  ...{ encodeURIComponent, decodeURIComponent, encodeURI, decodeURI, ArrayBuffer, DataView },
  ...{ Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array },
};
logicGlobal.global = logicGlobal;
logicGlobal.globalThis = logicGlobal;

/** Runs a module of the package once; arguments in the order of `logic-globals.ts`. */
export function load(target: string, from = ''): unknown {
  const path = resolvePath(target, from);
  const key = mini.modules[path] ? path : `${path}.js`;
  const known = loaded.get(key);
  if (known) return known.exports;
  const run = mini.modules[key];
  if (!run) throw new Error(`no module ${key}`);
  const module: Module = { exports: {} };
  loaded.set(key, module);
  run.call(
    undefined,
    (other: string) => load(other, key),
    module,
    module.exports,
    (options: Record<string, unknown>) => {
      application.options = options;
    },
    () => application.options,
    () => stack.map(({ page }) => page),
    isDingTalk ? undefined : api,
    isDingTalk ? api : undefined,
    isDingTalk ? { userAgent: '', swuserAgent: 'DingTalk' } : undefined,
    logicGlobal,
    logicGlobal,
  );
  return module.exports;
}
