export type Yaml = string | number | boolean | null | Yaml[] | { [name: string]: Yaml };

interface Line {
  indent: number;
  text: string;
}

/**
 * As much of YAML as compose.yaml uses: maps and lists by indentation, flow lists and maps, quoted and plain texts,
 * comments. Anything else is refused with its line, so that the file stays as plain as this reader.
 */
export function readYaml(source: string): Yaml {
  const lines = source
    .split('\n')
    .map((raw) => ({ indent: raw.search(/\S|$/), text: raw.trim() }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  const reader = new BlockReader(lines);
  const value = reader.block(0);
  reader.mustBeAtEnd();
  return value;
}

class BlockReader {
  private at = 0;

  constructor(private readonly lines: readonly Line[]) {}

  block(indent: number): Yaml {
    const line = this.lines[this.at];
    return line?.text.startsWith('- ') ? this.list(indent) : this.map(indent);
  }

  mustBeAtEnd(): void {
    const line = this.lines[this.at];
    if (line) throw new Error(`Not understood: ${line.text}`);
  }

  private list(indent: number): Yaml[] {
    const items: Yaml[] = [];
    for (let line = this.next(indent); line?.text.startsWith('- '); line = this.next(indent)) {
      items.push(scalar(line.text.slice(2)));
      this.at += 1;
    }
    return items;
  }

  private map(indent: number): Yaml {
    const found: { [name: string]: Yaml } = {};
    for (let line = this.next(indent); line; line = this.next(indent)) {
      const match = /^([\w.-]+):(?:\s+(.*))?$/.exec(line.text);
      if (!match) throw new Error(`Not understood: ${line.text}`);
      const [, name = '', inline] = match;
      if (name in found) throw new Error(`Said twice: ${name}`);
      this.at += 1;
      found[name] = inline === undefined ? this.nested(indent) : scalar(inline);
    }
    return found;
  }

  private nested(indent: number): Yaml {
    const line = this.lines[this.at];
    return line && line.indent > indent ? this.block(line.indent) : null;
  }

  private next(indent: number): Line | undefined {
    const line = this.lines[this.at];
    if (line && line.indent > indent) throw new Error(`Indented too far: ${line.text}`);
    return line?.indent === indent ? line : undefined;
  }
}

function scalar(text: string): Yaml {
  if (/^\[.*\]$/.test(text)) return parts(text.slice(1, -1)).map(scalar);
  if (/^\{.*\}$/.test(text)) {
    const pairs = parts(text.slice(1, -1)).map((part) => {
      const cut = part.indexOf(': ');
      if (cut < 0) throw new Error(`Not understood: ${part}`);
      return [part.slice(0, cut).trim(), scalar(part.slice(cut + 2).trim())] as const;
    });
    return Object.fromEntries(pairs);
  }
  const quoted = /^'((?:[^']|'')*)'$/.exec(text);
  if (quoted) return (quoted[1] ?? '').replaceAll("''", "'");
  if (/^['"&*|>%@`]/.test(text)) throw new Error(`Not understood: ${text}`);
  if (/^(true|false)$/.test(text)) return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

/** Cuts at commas that stand in no bracket and no quotes. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const sign = text[at];
    if (sign === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (sign === '[' || sign === '{') depth += 1;
    if (sign === ']' || sign === '}') depth -= 1;
    if ((sign === ',' && depth === 0) || sign === undefined) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return found.filter((part) => part !== '');
}
