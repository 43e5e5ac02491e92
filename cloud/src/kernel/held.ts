import { Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';

/** Something about to be deleted because its time is over, by what it belongs to. */
export interface Matter {
  id: string;
  /** The visit it was made for. */
  visitId?: string | null;
  /** The lift it is about, where there is no visit. */
  liftId?: string | null;
  /** The company it was made for, where there is no visit; and where that is. */
  companyId?: string | null;
  divisionCode?: string | null;
  /** Whose it is, where it belongs to a person and not to work; and since when it is there. */
  personId?: string | null;
  since?: number;
}

export interface Holds {
  /** Ids of those that are held. */
  among(manager: EntityManager, matters: readonly Matter[]): Promise<Set<string>>;
}

/**
 * Whoever deletes by the calendar asks here first and passes by what is held (RET-01). Holds belong to an outer module,
 * which registers itself; while nobody has, nobody can say that a thing is free, and nothing is deleted.
 */
@Singleton()
export class Held {
  private holds: Holds | undefined;

  register(holds: Holds): void {
    this.holds = holds;
  }

  async among(manager: EntityManager, matters: readonly Matter[]): Promise<Set<string>> {
    if (!this.holds) throw new Error('nobody says what is held');
    return matters.length === 0 ? new Set() : this.holds.among(manager, matters);
  }

  /** Those of the rows that nothing holds; `matterOf` says what each belongs to, null: to nothing that could be held. */
  async free<Row extends { id: string }>(
    manager: EntityManager,
    rows: readonly Row[],
    matterOf: (row: Row) => Matter | null,
  ): Promise<Row[]> {
    const held = await this.among(
      manager,
      rows.flatMap((row) => matterOf(row) ?? []),
    );
    return rows.filter(({ id }) => !held.has(id));
  }
}
