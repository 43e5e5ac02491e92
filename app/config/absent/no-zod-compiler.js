// The compiler of schemas into code: a mini-program may make no code while it runs.
const absent = () => {
  throw new Error('not in this package');
};
export const INVALID = Symbol.for('zod.compile.invalid');
export class ZodCompileAsyncError extends Error {}
export class ZodCompileUnsupportedError extends Error {}
export { absent as compile, absent as compileFn, absent as withParser };
