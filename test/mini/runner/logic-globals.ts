/** What a client hands to each module of the logic layer. The names are the contract with `host/modules.ts`. */
export const logicParameters = [
  'require',
  'module',
  'exports',
  'App',
  'getApp',
  'getCurrentPages',
  'wx',
  'dd',
  'navigator',
  'global',
  'globalThis',
];

/**
 * A mini-program's logic layer has no browser. Chromium would lend it one, so these names are parameters that get no
 * value: code that uses one fails here as it does on a phone.
 */
export const hiddenGlobals = [
  'window document self location history frames parent top alert status name customElements',
  'fetch XMLHttpRequest WebSocket Headers Request Response AbortController',
  'localStorage sessionStorage indexedDB caches',
  'URL URLSearchParams TextEncoder TextDecoder btoa atob crypto structuredClone',
  'Image FileReader Blob File FormData Element Node HTMLElement SVGElement',
  'Event CustomEvent EventTarget MessageChannel MutationObserver IntersectionObserver ResizeObserver',
  'requestAnimationFrame cancelAnimationFrame getComputedStyle matchMedia process my',
].flatMap((line) => line.split(' '));
