import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { z } from '@lifttrust/shared-types/kernel/zod';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { normalisePermitNumber } from '@lifttrust/shared-types/paper/paper.codes';
import type { SubItem, UnitPaperKind } from '@lifttrust/shared-types/paper/paper.contract';
import { refusePaper, slotOf } from '@lifttrust/shared-types/paper/paper.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { PaperEffect } from './paper.effect';
import { Paper } from './paper.entity';

/** A unit's paper as it lay before the regulator who reviewed its filing. */
export interface FiledPaper {
  kind: z.infer<typeof UnitPaperKind>;
  number: string;
  subItems: SubItem[];
  from: string | null;
  until: string | null;
  fileId: string;
}

/** What came with a filing becomes the registered unit's papers; its review was their verification (ORG-04). */
@Singleton()
export class PaperFiled {
  @Inject() paperEffect: PaperEffect;

  /**
   * What would not be taken from the unit itself (an expired permit, no sub-items) stays undecided and counts for nothing.
   * `by.holderId`: whoever filed, who has no account.
   */
  async enter(
    tx: Transaction,
    organisationId: string,
    papers: FiledPaper[],
    by: { holderId: string; reviewerId: string; filedAt: number },
  ): Promise<void> {
    for (const { kind, number: written, subItems, from, until, fileId } of papers) {
      const number = kind === 'permit' ? normalisePermitNumber(written) : normaliseCode(written);
      const draft = { kind, number, item: '', subItems, from, until, hasScan: true };
      const isRight = refusePaper(draft, dayOf(tx.at)).length === 0;
      const subject = { subjectKind: 'organisation', subjectId: organisationId, organisationId } as const;
      const paper = tx.manager.create(Paper, {
        ...subject,
        ...{ kind, number, subItems, fileId },
        id: newId(),
        slot: slotOf({ ...draft, ...subject }),
        numberSealed: null,
        item: '',
        fromDay: from,
        untilDay: until,
        state: isRight ? 'verified' : 'entered',
        counts: isRight,
        reminded: null,
        enteredBy: by.holderId,
        enteredAt: by.filedAt,
        decidedBy: isRight ? by.reviewerId : null,
        decidedAt: isRight ? tx.at : null,
        reason: isRight ? '随备案审核通过' : '',
      });
      await tx.manager.insert(Paper, paper);
      const detail = { paperId: paper.id, kind, until, counts: isRight, source: 'filing' };
      await tx.audit('paper.entered', 'organisation', organisationId, detail);
      if (isRight) await this.paperEffect.begin(tx, paper);
    }
  }
}
