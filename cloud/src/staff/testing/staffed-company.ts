import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import type { TestService } from '../../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../../kernel/unit-of-work';

/** One transaction of the service itself, for what no endpoint does. */
export async function inTransaction<T>(
  service: TestService,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
  return unitOfWork.run(systemCtx(clock.now(), 'fixture'), work);
}
