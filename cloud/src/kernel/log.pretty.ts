interface Line {
  level?: string;
  time?: string;
  event?: string;
  error?: { type?: string; message?: string; stack?: string[] };
  [field: string]: unknown;
}

/** The same lines for the eyes of whoever develops: time, level, event, fields, then where an error came from. */
export function prettyLines(out: NodeJS.WritableStream): { write(text: string): void } {
  return {
    write(text) {
      const { level = '', time = '', event = '', error, ...fields }: Line = JSON.parse(text);
      const rest = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
      out.write(`${time.slice(11, 23)} ${level.padEnd(5)} ${event} ${rest.join(' ')}\n`);
      if (!error) return;
      const where = (error.stack ?? []).map((place) => `      ${place}\n`).join('');
      out.write(`      ${error.type}: ${error.message}\n${where}`);
    },
  };
}
