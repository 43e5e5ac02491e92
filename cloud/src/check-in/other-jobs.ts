import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Belonging } from '../kernel/access';
import type { Presence } from './presence.entity';

/** Work at a lift that is no visit, as far as presence and identity go. */
export interface Job extends Belonging {
  id: string;
  liftId: string;
  /** Ids of those who take part. */
  members: string[];
}

/** What a module tells of its jobs. */
export interface JobKind {
  /** Null where the id is none of theirs. */
  find(manager: EntityManager, id: string): Promise<Job | null>;
  /** Why this person's identity cannot be checked now; null: it can. */
  refuseIdentity(job: Job, presence: Presence): Refusal | null;
}

/**
 * Kinds of work beside the visit that need somebody's presence and identity at a lift: whoever owns such a kind names it
 * here, and the identity checks take its ids where they take a visit's (CHK-01: maintenance, repair and rescue alike).
 */
@Singleton()
export class OtherJobs {
  private readonly kinds = new Map<string, JobKind>();

  /** `name`: the module's. */
  on(name: string, kind: JobKind): void {
    this.kinds.set(name, kind);
  }

  /** Null where the id is no such job's: then it is a visit's, or nobody's. */
  async find(manager: EntityManager, id: string): Promise<{ job: Job; kind: JobKind } | null> {
    for (const kind of this.kinds.values()) {
      const job = await kind.find(manager, id);
      if (job) return { job, kind };
    }
    return null;
  }
}
