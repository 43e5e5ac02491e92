import type { Coverage } from '@lifttrust/shared-types/contract/contract.contract';
import { Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Lift } from '../lift/lift.entity';

/** Who may look after what until when: the question a permit answers (CODES §7). */
export interface CoverageQuestion {
  companyId: string;
  lift: Lift;
  from: string;
  until: string;
}

export type CoverageAnswers = (manager: EntityManager, asked: CoverageQuestion) => Promise<Coverage>;

const unknown: Coverage = {
  state: 'unknown',
  reason: '许可证尚未核对，请监管人员核对许可项目、速度等级和有效期。',
};

/** Where whoever keeps the companies' permits answers; as long as nobody does, coverage is shown as 未核 (CON-07). */
@Singleton()
export class PermitCoverage {
  private answers: CoverageAnswers = async () => unknown;

  use(answers: CoverageAnswers): void {
    this.answers = answers;
  }

  of(manager: EntityManager, asked: CoverageQuestion): Promise<Coverage> {
    return this.answers(manager, asked);
  }
}
