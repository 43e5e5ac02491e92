import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ContractQuery } from './contract.query';

/** The PDF of a contract: prices stand in it, so a competitor never gets it. */
@Singleton()
export class ContractFile {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() contractQuery: ContractQuery;

  async open(contractId: string, ctx: Ctx): Promise<Buffer> {
    refuseRole(contractApi.show.access, ctx);
    const contract = await this.contractQuery.mustSee(
      this.database.reader.manager,
      contractId,
      requireActor(ctx),
    );
    const bytes = await this.fileService.readBytes(contract.fileId);
    await this.work.run(ctx, (tx) => tx.audit('contract.file_read', 'contract', contract.id));
    return bytes;
  }
}
