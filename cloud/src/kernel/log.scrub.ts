/**
 * Takes out of a text whatever may be about a person, for texts that we did not write ourselves: messages of
 * databases, libraries and outside services, which like to quote the value that displeased them.
 */
export function scrub(text: string): string {
  return rules.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text).slice(0, longest);
}

const longest = 1000;

const rules: [RegExp, string][] = [
  // Quoted values; an apostrophe inside a word opens nothing.
  [/(?<!\w)'(?:[^'\\\n]|\\.|'')*'/g, "'…'"],
  [/(?<!\w)"(?:[^"\\\n]|\\.)*"/g, '"…"'],
  [/(?<!\w)`(?:[^`\n])*`/g, '`…`'],
  // Names, places and words of people.
  [/[\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]+/g, '…'],
  [/\S+@\S+/g, '…'],
  // Query strings and credentials in addresses.
  [/\?\S+/g, '?…'],
  // Tokens, hashes, sealed values; our own ids (ULID) say nothing about anybody and find the rows.
  [/(?<![\w-])(?![0-9A-HJKMNP-TV-Z]{26}(?![\w-]))[\w-]{20,}={0,2}(?![\w-])/g, '…'],
  // Positions, then telephone and identity numbers.
  [/-?\d{1,3}\.\d{3,}/g, '…'],
  [/\d[\d -]{5,}\d[Xx]?/g, '…'],
];

/** An error as it may be logged. */
export interface LoggedError {
  type: string;
  code?: string;
  message: string;
  /** The places in the code only: a stack begins with the message, which is scrubbed apart. */
  stack: string[];
}

const field = (error: object, name: string): string | undefined => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** Type, code, scrubbed message and places of anything thrown. SQL parameters and such like stay behind. */
export function loggedError(error: unknown): LoggedError {
  if (typeof error !== 'object' || error === null) {
    return { type: typeof error, message: scrub(String(error)), stack: [] };
  }
  const stack = field(error, 'stack') ?? '';
  const code = field(error, 'code');
  return {
    type: scrub(field(error, 'name') ?? error.constructor?.name ?? 'Error'),
    ...(code ? { code: scrub(code) } : {}),
    message: scrub(field(error, 'message') ?? 'unknown'),
    stack: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}
