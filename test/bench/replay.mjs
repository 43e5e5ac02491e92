import { randomBytes } from 'node:crypto';
import { coreOf } from './names.mjs';

const insertHead = /^INSERT INTO `?(\w+)`?\s*\(([^)]*)\)\s*VALUES\s*/i;
const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = (length) => Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');

/** The values of the rows of an insert: `[[text, text], …]` with SQL quoting kept. */
function rowsOf(text) {
  const rows = [];
  let row = null;
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      value += sign;
      if (sign === '\\') {
        at += 1;
        value += text[at];
      } else if (sign === "'") quoted = false;
    } else if (sign === "'") {
      quoted = true;
      value += sign;
    } else if (row === null) {
      if (sign === '(') row = [];
    } else if (sign === ',' || sign === ')') {
      row.push(value.trim());
      value = '';
      if (sign === ')') {
        rows.push(row);
        row = null;
      }
    } else value += sign;
  }
  return rows;
}

/**
 * Makes the captured statements of one submission repeatable: the visit's core is replaced by another visit's, and
 * every value in a unique column by one that is not there yet. Numbers of the log begin far above the service's own.
 */
export class Replay {
  /** @param {Record<string, string[][]>} indices */
  constructor(statements, sample, indices, firstNumber) {
    this.sampleCore = coreOf(sample);
    this.next = firstNumber;
    this.fresh = statements.flatMap((text) => this.freshIn(text, indices));
    // What the floor writes must not be taken for something that the service has promised.
    this.statements = statements.map((text) =>
      text.replace(/^INSERT INTO `?ledger_entry`?/, 'INSERT INTO floor_ledger_entry'),
    );
  }

  /** Literals of unique indices in which nothing carries the core: each needs a new value per replay. */
  freshIn(text, indices) {
    const head = insertHead.exec(text);
    if (!head) return [];
    const columns = head[2].split(',').map((name) => name.trim().replaceAll('`', ''));
    return rowsOf(text.slice(head[0].length)).flatMap((row) =>
      (indices[head[1]] ?? []).flatMap((index) => {
        const literals = index.map((name) => row[columns.indexOf(name)] ?? 'NULL');
        const literal = literals.at(-1);
        const isNewAnyway = literals.some(
          (each) => each.includes(this.sampleCore) || ['NULL', 'DEFAULT'].includes(each),
        );
        return isNewAnyway ? [] : [{ table: head[1], name: index.at(-1), literal }];
      }),
    );
  }

  /** The statements for another visit. */
  of(number) {
    const texts = new Map();
    const numbers = new Map();
    for (const { table, name, literal } of this.fresh) {
      if (/^-?\d+$/.test(literal)) {
        this.next += 1;
        numbers.set(`${table} ${name} ${literal}`, String(this.next));
      } else texts.set(literal.slice(1, -1), this.newText(literal.slice(1, -1)));
    }
    return this.statements.map((text) => {
      let made = text.replaceAll(this.sampleCore, coreOf(number));
      for (const [from, to] of texts) made = made.replaceAll(from, to);
      return this.withNumbers(made, numbers);
    });
  }

  newText(text) {
    return ulid.test(text) ? `01${random(24)}` : random(text.length);
  }

  withNumbers(text, numbers) {
    const head = insertHead.exec(text);
    if (!head || numbers.size === 0) return text;
    const columns = head[2].split(',').map((name) => name.trim().replaceAll('`', ''));
    const rows = rowsOf(text.slice(head[0].length)).map((row) =>
      row.map((literal, index) => numbers.get(`${head[1]} ${columns[index]} ${literal}`) ?? literal),
    );
    return head[0] + rows.map((row) => `(${row.join(', ')})`).join(', ');
  }
}
