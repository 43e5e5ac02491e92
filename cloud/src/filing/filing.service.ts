import { FilingForm, FilingState, type filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { refuseFiling } from '@lifttrust/shared-types/filing/filing.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { tidyPhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { areaToday } from '../kernel/area-history';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Division } from '../organisation/division.entity';
import { organisationKey } from '../organisation/organisation.name';
import { OrganisationRegister } from '../organisation/organisation.register';
import { type FiledPaper, PaperFiled } from '../paper/paper.filed';
import { Filing } from './filing.entity';
import { FilingQuery } from './filing.query';
import { FilingScans } from './filing.scans';
import { FilingStepRow } from './filing-step.entity';

type Input<K extends keyof typeof filingApi> = InputOf<(typeof filingApi)[K]>;
type Act = 'filed' | 'revised' | 'returned' | 'accepted' | 'withdrawn';

/**
 * A company files, a regulator reviews, the register follows (ORG-03). Whoever files has no account: a token of their
 * own making leads back, and the answer never tells whether a unit is known already.
 */
@Singleton()
export class FilingService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() organisationRegister: OrganisationRegister;
  @Inject() filingQuery: FilingQuery;
  @Inject() filingScans: FilingScans;
  @Inject() paperFiled: PaperFiled;

  /** Handing in the same once more, under the same token, changes nothing. */
  async file({ token, form, scans }: Input<'file'>, ctx: Ctx): Promise<void> {
    await this.work.run(ctx, async (tx) => {
      await this.check(tx.manager, form, ctx);
      const tokenPrint = this.printOf(token);
      if (await tx.manager.findOneBy(Filing, { tokenPrint })) return;
      const isRegulators = ctx.actor?.role === 'regulator' || ctx.actor?.role === 'regulator_admin';
      const filing = tx.manager.create(Filing, {
        ...this.columnsOf(form),
        id: newId(),
        tokenPrint,
        edition: 1,
        state: 'waiting',
        organisationId: null,
        enteredBy: isRegulators ? (ctx.actor?.personId ?? null) : null,
        filedAt: tx.at,
        changedAt: tx.at,
      });
      await tx.manager.insert(Filing, filing);
      await this.filingScans.handIn(tx, filing, scans, token);
      await this.step(tx, filing, 'filed');
    });
  }

  async show(filingId: string, ctx: Ctx) {
    const scans = await this.filingScans.of(this.database.reader.manager, filingId);
    return this.filingQuery.file(requireActor(ctx), filingId, scans);
  }

  async mine({ token }: Input<'mine'>) {
    const { manager } = this.database.reader;
    const filing = await this.byToken(manager, token);
    const steps = await this.filingQuery.steps(manager, filing.id);
    const form = this.filingQuery.formOf(filing);
    const scans = await this.filingScans.of(manager, filing.id);
    return { state: FilingState.parse(filing.state), edition: filing.edition, form, scans, steps };
  }

  async revise({ token, edition, form, scans }: Input<'revise'>, ctx: Ctx): Promise<void> {
    await this.work.run(ctx, async (tx) => {
      const filing = await this.byToken(tx.manager, token);
      await this.check(tx.manager, form, ctx);
      const next = { ...this.columnsOf(form), edition: edition + 1, state: 'waiting', changedAt: tx.at };
      await this.move(tx, filing, edition, next);
      const revised = { ...filing, edition: edition + 1 };
      await this.filingScans.handIn(tx, revised, scans, token);
      await this.step(tx, revised, 'revised');
    });
  }

  async withdraw({ token }: Input<'withdraw'>, ctx: Ctx): Promise<void> {
    await this.work.run(ctx, async (tx) => {
      const filing = await this.byToken(tx.manager, token);
      await this.move(tx, filing, filing.edition, { state: 'withdrawn', changedAt: tx.at });
      await this.filingScans.drop(tx, filing);
      await this.step(tx, filing, 'withdrawn');
    });
  }

  /**
   * Decided on the edition that was read, once, and never by whoever entered it.
   * @throws forbidden `filing.own_filing`; conflict `filing.changed_meanwhile`, `organisation.identity_taken`
   */
  async decide({ filingId, accept, reason, edition }: Input<'decide'>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const filing = await this.filingQuery.covered(tx.manager, actor, filingId);
      if (filing.enteredBy === actor.personId)
        throw new AppError('forbidden', 'filing.own_filing', '自己录入的备案要由另一个人审核。');
      if (filing.state !== 'waiting')
        throw AppError.conflict('filing.already_decided', '这份备案已经有人处理过了，请刷新查看。');
      const state = accept ? 'accepted' : 'returned';
      await this.move(tx, filing, edition, { state, changedAt: tx.at });
      await this.step(tx, filing, state, { personId: actor.personId, reason });
      if (accept) await this.register(tx, filing, actor);
      const scans = await this.filingScans.of(tx.manager, filingId);
      return this.filingQuery.file(actor, filingId, scans, tx.manager);
    });
  }

  private async register(tx: Transaction, filing: Filing, actor: Actor): Promise<void> {
    const form = this.filingQuery.formOf(filing);
    const unit = {
      kind: 'maintenance_company' as const,
      ownerKind: null,
      name: form.name,
      creditCode: form.creditCode,
      idNumber: '',
      noCodeReason: '',
      divisionCode: filing.divisionCode,
      address: form.address,
      phone: form.phone,
      emergencyPhone: form.emergencyPhone,
    };
    const { permitNumber, permitUntil, contact } = form;
    const organisationId = await this.organisationRegister.enter(tx, unit, 'filing', {
      permitNumber,
      permitUntil,
      promisedAt: filing.filedAt,
      contacts: [{ ...contact, post: '管理员' }],
      admin: { name: contact.name, phoneSealed: this.cipher.encrypt(tidyPhone(contact.phone)) },
    });
    await tx.manager.update(Filing, { id: filing.id }, { organisationId });
    await this.enterPapers(tx, filing, organisationId, actor);
    await tx.audit('filing.registered', 'organisation', organisationId, {
      filingId: filing.id,
      by: actor.personId,
    });
  }

  /** People's papers stay with the filing: the people they belong to are registered later, by their unit. */
  private async enterPapers(tx: Transaction, filing: Filing, organisationId: string, actor: Actor) {
    const form = this.filingQuery.formOf(filing);
    const filedOn = dayOf(filing.filedAt);
    const scans = await this.filingScans.of(tx.manager, filing.id);
    const papers = scans.flatMap(({ paper, fileId }): FiledPaper[] => {
      const plain = { number: '', subItems: [], from: null, until: null, fileId };
      if (paper === 'licence') return [{ ...plain, kind: 'business_licence', number: form.creditCode }];
      if (paper === 'promise') return [{ ...plain, kind: 'promise', from: filedOn }];
      const { permitNumber: number, permitUntil: until, permitSubItems: subItems } = form;
      return paper === 'permit' ? [{ ...plain, kind: 'permit', number, until, subItems }] : [];
    });
    const { filedAt } = filing;
    const by = { holderId: filing.id, reviewerId: actor.personId, filedAt };
    await this.paperFiled.enter(tx, organisationId, papers, by);
  }

  private async check(manager: EntityManager, form: FilingForm, ctx: Ctx): Promise<void> {
    if (!this.cityService.parameters.filing.required)
      throw AppError.broken([
        { code: 'filing.not_needed', message: '本市不要求备案，请直接联系所在区县的市场监管部门登记。' },
      ]);
    const refusals = refuseFiling(form, dayOf(ctx.at));
    const code = areaToday(form.divisionCode).slice(0, 6);
    if (!(await manager.findOneBy(Division, { code })))
      refusals.push({
        code: 'filing.division_unknown',
        field: 'divisionCode',
        message: '请重新选择所在区县。',
      });
    if (refusals.length > 0) throw AppError.broken(refusals);
  }

  private columnsOf(form: FilingForm) {
    return {
      name: form.name,
      nameKey: organisationKey(form.name),
      creditCode: normaliseCode(form.creditCode),
      divisionCode: areaToday(form.divisionCode),
      formSealed: this.cipher.encrypt(JSON.stringify(FilingForm.parse(form))),
    };
  }

  private async byToken(manager: EntityManager, token: string): Promise<Filing> {
    const filing = await manager.findOneBy(Filing, { tokenPrint: this.printOf(token) });
    if (!filing) throw AppError.notFound('filing.unknown', '没有这份备案，请核对备案凭证。');
    return filing;
  }

  private printOf = (token: string) => this.cipher.fingerprint('filing', token);

  /** From a state in which it is still open, at the edition that was read. */
  private async move(tx: Transaction, { id, state }: Filing, edition: number, next: Partial<Filing>) {
    const isOpen = state === 'waiting' || state === 'returned';
    const moved = isOpen ? await tx.manager.update(Filing, { id, edition, state }, next) : { affected: 0 };
    if (moved.affected !== 1)
      throw AppError.conflict('filing.changed_meanwhile', '备案刚有变化，请重新打开再处理。');
  }

  private async step(
    tx: Transaction,
    { id, edition }: Filing,
    act: Act,
    by: { personId: string | null; reason: string } = { personId: null, reason: '' },
  ): Promise<void> {
    await tx.manager.insert(FilingStepRow, { id: newId(), filingId: id, edition, act, ...by, at: tx.at });
    await tx.audit(`filing.${act}`, 'filing', id, { edition });
  }
}
