import type { Coverage } from '@lifttrust/shared-types/contract/contract.contract';
import { coverageOf, stopsContract } from '@lifttrust/shared-types/contract/contract.rules';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Lift } from '../lift/lift.entity';
import { PaperService } from '../paper/paper.service';

/** Who may look after what from which day to which: the question that a permit answers (CODES §7). */
export interface CoverageQuestion {
  companyId: string;
  lift: Lift;
  from: string;
  until: string;
}

/** Does the company's permit cover a lift on every day of a contract? Unknown while no permit is registered (CON-07). */
@Singleton()
export class PermitCoverage {
  @Inject() paperService: PaperService;

  async of(manager: EntityManager, { companyId, lift, from, until }: CoverageQuestion): Promise<Coverage> {
    return coverageOf(await this.paperService.permitCovers(manager, companyId, lift, from, until));
  }

  /** Why a contract for this lift cannot be entered at all; null when it can. */
  async stop(manager: EntityManager, asked: CoverageQuestion): Promise<Refusal | null> {
    const { companyId, lift, from, until } = asked;
    return stopsContract(await this.paperService.permitCovers(manager, companyId, lift, from, until));
  }
}
