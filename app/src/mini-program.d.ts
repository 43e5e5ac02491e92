/**
 * The little of a global object that both mini-program clients have. The browser's types are kept out of their
 * type checks on purpose: code that reaches for `window` or `fetch` fails there instead of on a phone.
 */
declare function setTimeout(run: () => void, milliseconds?: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function setInterval(run: () => void, milliseconds: number): number;
declare function clearInterval(timer: number | undefined): void;
declare const console: { error(...what: unknown[]): void; warn(...what: unknown[]): void };
/** Some clients' engines have it, some do not. */
declare const performance: { now(): number } | undefined;
