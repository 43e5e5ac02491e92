import fc from 'fast-check';
import type { KnownValues } from './known-values';

export type Schema = { [name: string]: unknown };

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const schemasOf = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Values that have broken services before: injection, overflow, foreign scripts, wrong kinds. */
export const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1e308,
  -0,
  2 ** 53,
  0.1,
  '',
  ' ',
  '\u0000',
  "' OR '1'='1' -- ",
  '"; DROP TABLE lift; --',
  '%00../../etc/passwd',
  '{{7*7}}<script>alert(1)</script>',
  '\ud800',
  '\u202e倒置',
  '电'.repeat(5000),
  'A'.repeat(70_000),
  '2026-02-30',
  '9999-99-99',
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { __proto__: { admin: true }, constructor: { prototype: { admin: true } } },
  { length: 1e9 },
  Array.from({ length: 3000 }, (_, index) => index),
);

function text(schema: Schema, name: string, known: KnownValues): fc.Arbitrary<string> {
  const max = Math.min(number(schema.maxLength, 40), 400);
  const min = Math.min(number(schema.minLength, 0), max);
  const invented =
    typeof schema.pattern === 'string'
      ? fc.stringMatching(new RegExp(schema.pattern))
      : fc.string({ minLength: min, maxLength: max, unit: 'grapheme' });
  return fc
    .tuple(invented, fc.nat({ max: 1000 }))
    .map(([own, pick]) => (pick % 4 === 0 ? own : (known.for(name, pick) ?? own)));
}

/** A value that fits a JSON schema; fields are filled with known ids where there are any. */
export function fitting(schema: Schema, name: string, known: KnownValues): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const choices = [...schemasOf(schema.anyOf), ...schemasOf(schema.oneOf)];
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => fitting(choice, name, known)));
  const [first] = schemasOf(schema.allOf);
  if (first) return fitting(first, name, known);
  switch (schema.type) {
    case 'string':
      return text(schema, name, known);
    case 'integer':
    case 'number': {
      const min = number(schema.minimum, number(schema.exclusiveMinimum, -1000));
      const max = number(schema.maximum, number(schema.exclusiveMaximum, min + 1e6));
      return schema.type === 'integer'
        ? fc.integer({
            min: Math.ceil(Math.max(min, -2147483648)),
            max: Math.floor(Math.min(max, 2147483647)),
          })
        : fc.double({ min, max, noNaN: true });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const minLength = Math.min(number(schema.minItems, 0), 5);
      const maxLength = Math.max(minLength, Math.min(number(schema.maxItems, 4), 5));
      return fc.array(isSchema(schema.items) ? fitting(schema.items, name, known) : fc.jsonValue(), {
        minLength,
        maxLength,
      });
    }
    case 'object':
      return object(schema, known);
    default:
      return fc.jsonValue();
  }
}

function object(schema: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const fields = Object.entries(properties).map(([name, property]) => [
    name,
    isSchema(property) ? fitting(property, name, known) : fc.jsonValue(),
  ]);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: required.filter((name) => name in properties) as never[],
  });
}

/** The same value with one field somewhere made hostile, dropped or doubled. */
export function spoiled(value: unknown, evil: unknown, where: number): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || where % 5 === 0) return evil;
    const at = where % value.length;
    return value.map((one, index) => (index === at ? spoiled(one, evil, where >> 2) : one));
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value);
    if (fields.length === 0) return { unexpected: evil };
    const at = where % (fields.length + 1);
    if (at === fields.length) return { ...value, unexpected: evil };
    return Object.fromEntries(
      fields.flatMap(([name, one], index) => {
        if (index !== at) return [[name, one]];
        return where % 7 === 0 ? [] : [[name, spoiled(one, evil, where >> 2)]];
      }),
    );
  }
  return evil;
}
