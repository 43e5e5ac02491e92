import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { type ReportState, reportSteps } from '@lifttrust/shared-types/public-report/public-report.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { PublicReport } from './public-report.entity';
import { PublicReportStep } from './public-report-step.entity';

/** How reports are written: from one state to the next, with their step, each only once. */
@Singleton()
export class ReportBook {
  @Inject() cipher: Cipher;

  seal = (text: string): string => this.cipher.encrypt(text);
  unseal = (sealed: string | null): string => (sealed ? this.cipher.decrypt(sealed) : '');

  /**
   * @throws conflict `public_report.moved_on` where the state does not allow it, or somebody else was quicker
   */
  async move(
    tx: Transaction,
    report: PublicReport,
    to: ReportState,
    patch: Partial<PublicReport> = {},
  ): Promise<PublicReport> {
    if (!mayFollow(reportSteps, report.state, to)) throw movedOn();
    const change = { ...patch, state: to };
    const { affected } = await tx.manager.update(
      PublicReport,
      { id: report.id, state: report.state },
      change,
    );
    if (affected !== 1) throw movedOn();
    return { ...report, ...change };
  }

  async step(tx: Transaction, reportId: string, act: string, text = ''): Promise<void> {
    const { actor } = tx;
    await tx.manager.insert(PublicReportStep, {
      ...{ id: newId(), reportId, act, at: tx.at },
      ...{ personId: actor?.personId ?? null, organisationId: actor?.organisationId ?? null },
      textSealed: this.seal(text),
    });
    await tx.audit(`public_report.${act}`, 'public_report', reportId);
  }
}

/** The page of the app where a unit answers, or checks a correction. */
export const answerPage = (reportId: string): string => `report/answer/index?reportId=${reportId}`;

export const movedOn = () =>
  AppError.conflict('public_report.moved_on', '这件反映刚刚有了新的进展，请刷新后再试。');
