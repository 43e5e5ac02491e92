import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { Controller, Inject } from '@midwayjs/core';
import { Handles } from '../kernel/handles';
import { LedgerQuery } from './ledger.query';
import { LedgerSigner } from './ledger.signer';

@Controller('/api')
export class LedgerController {
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerSigner: LedgerSigner;

  @Handles(ledgerApi.checkpoint)
  async checkpoint() {
    const { publicKey, keyId } = this.ledgerSigner.current();
    const handovers = [...this.ledgerSigner.handovers];
    return { checkpoint: await this.ledgerQuery.latestCheckpoint(), publicKey, keyId, handovers };
  }

  @Handles(ledgerApi.consistency)
  async consistency({ from, to }: InputOf<typeof ledgerApi.consistency>) {
    return { from, to, path: await this.ledgerQuery.consistency(from, to) };
  }
}
