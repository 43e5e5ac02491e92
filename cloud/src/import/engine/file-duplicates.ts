import type { RowReading } from './import-kind';

/** A later row that names the same thing as an earlier one is refused, with the earlier row's number. */
export class FileDuplicates {
  private readonly rowOfKey = new Map<string, number>();

  /** `what`: how the kind calls one of its things, e.g. 一台电梯. */
  constructor(private readonly what: string) {}

  refuse(row: RowReading<object>): void {
    const earlier = row.keys.map((key) => this.rowOfKey.get(key)).find((found) => found !== undefined);
    if (earlier !== undefined) row.reasons.push(duplicate(earlier, this.what));
    else for (const key of row.keys) this.rowOfKey.set(key, row.rowNumber);
  }
}

export const duplicate = (earlier: number, what: string) => ({
  code: 'import.duplicate_in_file',
  message: `与第 ${earlier} 行是同${what}，只导入前面的一行。请核对后删去重复的行。`,
});
