import { readFileSync } from 'node:fs';
import { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { env } from '../kernel/env';
import { MadeTimes } from '../kernel/made-times';

/**
 * The regulator's first administrator, from whom every other account comes; read once, on an empty installation.
 * `area`: the office's area as a prefix of GB/T 2260, four digits for a city, six for a district.
 */
const FirstRegulatorNamed = z.strictObject({
  unit: z.string().trim().min(2).max(80),
  creditCode: z.string().trim().default(''),
  area: z.string().regex(/^\d{2}(\d{2}){0,2}$/),
  areaName: z.string().trim().min(1).max(60),
  name: z.string().trim().min(1).max(40),
  /** The one registered with DingTalk: by it they are recognised at their first sign-in. */
  phone: z.string().regex(/^1\d{10}$/),
});
export type FirstRegulatorNamed = z.infer<typeof FirstRegulatorNamed>;

// Strict: a mistyped key must not silently leave the default in force.
const CityFile = z.strictObject({
  code: z.string().default('000000'),
  name: z.string().default('本市'),
  firstRegulator: FirstRegulatorNamed.nullable().default(null),
  parameters: CityParameters.strict().default(CityParameters.parse({})),
});
export type City = z.infer<typeof CityFile>;

/** The city's parameters: our defaults, overridden by the file named in LIFTTRUST_CITY_FILE. */
@Singleton()
export class CityService {
  @Inject() madeTimes: MadeTimes;
  private loaded: City | null = null;

  @Init()
  open(): void {
    this.madeTimes.use(() => this.parameters.offline);
  }

  get city(): City {
    this.loaded ??= this.load();
    return this.loaded;
  }

  get parameters(): CityParameters {
    return this.city.parameters;
  }

  private load(): City {
    const file = env().cityFile;
    const raw: unknown = file ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const parsed = CityFile.safeParse(withDefaults(raw));
    if (!parsed.success) {
      const problems = parsed.error.issues
        .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ');
      throw new Error(`The city's parameters cannot be used: ${problems}`);
    }
    return parsed.data;
  }
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A city names single keys; the rest of each group keeps its default. */
function withDefaults(raw: unknown): unknown {
  if (!isGroup(raw) || !isGroup(raw.parameters)) return raw;
  const defaults: Record<string, unknown> = CityParameters.parse({});
  const merged = Object.entries(raw.parameters).map(([name, value]) => {
    const usual = defaults[name];
    return [name, isGroup(usual) && isGroup(value) ? { ...usual, ...value } : value];
  });
  return { ...raw, parameters: Object.fromEntries(merged) };
}
