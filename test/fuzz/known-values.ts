/** What answers have told so far, by field name: requests made from it reach deeper than invented ids would. */
export class KnownValues {
  private readonly byName = new Map<string, string[]>();
  private static readonly most = 60;

  add(name: string, value: string): void {
    const values = this.byName.get(name) ?? [];
    if (values.includes(value)) return;
    values.push(value);
    if (values.length > KnownValues.most) values.shift();
    this.byName.set(name, values);
  }

  /** Walks an answer; ids, codes and hashes are kept under the name of their field, a bare `id` also as any id. */
  learn(answer: unknown, name = ''): void {
    if (typeof answer === 'string') {
      if (/^[0-9A-Za-z_-]{16,64}$/.test(answer)) this.add(name, answer);
    } else if (Array.isArray(answer)) {
      for (const one of answer.slice(0, 20)) this.learn(one, name);
    } else if (typeof answer === 'object' && answer !== null) {
      for (const [field, value] of Object.entries(answer)) this.learn(value, field);
    }
  }

  /** Something that fits the field: its own name first, then any id when the field is one. */
  for(name: string, pick: number): string | undefined {
    const own = this.byName.get(name) ?? [];
    const ids = /id$/i.test(name) ? (this.byName.get('id') ?? []) : [];
    const all = [...own, ...ids];
    return all[pick % Math.max(1, all.length)];
  }
}
