import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { judgeTwin } from '@lifttrust/shared-types/lift/entry.rules';
import type { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, Not } from 'typeorm';
import { CodeService } from '../code/code.service';
import { FileService } from '../file/file.service';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { TaskService } from '../task/task.service';
import { BindingRow } from './binding.entity';
import { BindingQuery } from './binding.query';
import { Lift } from './lift.entity';
import { toCard } from './lift.shape';
import { namesOf } from './lift-names.query';

type Bind = InputOf<typeof onSiteApi.bind>;

const broken = (code: string, message: string) => AppError.broken([{ code, message }]);

/** Binding: which code hangs on which lift, said by the company's technician who stands before it (EQ-04, EQ-06). */
@Singleton()
export class BindingService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() codeService: CodeService;
  @Inject() fileService: FileService;
  @Inject() taskService: TaskService;
  @Inject() bindingQuery: BindingQuery;

  /** @throws rule_broken `lift.code_unknown`, `lift.code_replaced`, `lift.of_another_company` */
  async scan({ token }: InputOf<typeof onSiteApi.scan>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const lift = await this.scanned(manager, token, actor, ctx.at);
    const names = await namesOf(manager, [lift]);
    const bound = await manager.countBy(BindingRow, {
      liftId: lift.id,
      companyId: actor.organisationId,
      state: Not('dropped'),
    });
    return {
      lift: toCard(lift, names),
      twins: (await this.twins(manager, lift)).length,
      standing: lift.companyId === null ? ('free' as const) : ('ours' as const),
      bound: bound > 0,
    };
  }

  async bind(input: Bind, ctx: Ctx) {
    const actor = requireActor(ctx);
    await this.refuseWrongLift(input, actor, ctx);
    return this.work.run(ctx, async (tx) => {
      const lift = await this.named(tx.manager, input, actor, ctx.at);
      const photoId = input.fileId ? await this.photo(tx, input.fileId, actor) : null;
      const own = { liftId: lift.id, companyId: actor.organisationId };
      const there = await tx.manager.findOneBy(BindingRow, { ...own, state: In(['proposed', 'confirmed']) });
      if (there) throw AppError.conflict('lift.already_bound', '这台电梯已经绑定到本单位。');
      const id = newId();
      await tx.manager.insert(BindingRow, {
        ...own,
        id,
        personId: actor.personId,
        way: input.token ? 'scan' : 'list',
        ownNumber: input.ownNumber,
        photoId,
        state: lift.companyId === actor.organisationId ? 'confirmed' : 'proposed',
        at: tx.at,
        decidedBy: null,
        decidedAt: null,
      });
      await tx.audit('lift.bound', 'lift', lift.id, { bindingId: id, way: input.token ? 'scan' : 'list' });
      return this.bindingQuery.one(tx.manager, id);
    });
  }

  /** A proposal becomes a binding only once the lift is the company's by contract. */
  decide({ bindingId, accept }: InputOf<typeof onSiteApi.decideBinding>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(BindingRow, { id: bindingId, companyId: actor.organisationId });
      if (!row) throw AppError.notFound();
      const lift = await tx.manager.findOneByOrFail(Lift, { id: row.liftId });
      if (accept && lift.companyId !== actor.organisationId)
        throw broken('lift.contract_first', '请先录入包含这台电梯的维保合同，再确认绑定。');
      const state = accept ? 'confirmed' : 'dropped';
      const decided = { state, decidedBy: actor.personId, decidedAt: tx.at };
      const { affected } = await tx.manager.update(BindingRow, { id: row.id, state: row.state }, decided);
      if (affected !== 1) throw AppError.conflict('lift.binding_moved_on', '这次绑定刚刚被更新，请刷新。');
      await tx.audit(`lift.binding_${state}`, 'lift', row.liftId, { bindingId });
      return this.bindingQuery.one(tx.manager, row.id);
    });
  }

  /** Two lifts whose plates hang the wrong way round; both have to lie in the regulator's area. */
  swapCodes({ liftIds, reason }: InputOf<typeof onSiteApi.swapCodes>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const [one = '', other = ''] = liftIds;
      for (const id of [one, other]) mustCover(actor, await tx.manager.findOneBy(Lift, { id }));
      if (one === other) throw AppError.invalid('lift.same_lift_twice', '请选择两台不同的电梯。');
      await this.codeService.swap(tx, [one, other], { personId: actor.personId, reason });
      for (const id of [one, other])
        await this.taskService.settle(
          tx,
          { kind: 'lift.code_on_wrong_lift', about: id },
          '两台电梯的二维码已互换。',
          actor.personId,
        );
      return { done: true as const };
    });
  }

  /** The lift that a scanned code means, if it is the company's or nobody's. */
  private async scanned(manager: EntityManager, token: string, actor: Actor, at: number): Promise<Lift> {
    const code = await this.codeService.find(manager, token, at);
    const lift = code && (await manager.findOneBy(Lift, { id: code.liftId }));
    if (!lift) throw broken('lift.code_unknown', '这不是本市的电梯码，请扫电梯上张贴的智慧电梯码。');
    if (!code.isCurrent) throw broken('lift.code_replaced', '这张码已经更换，请扫新码，并撕下旧码。');
    if (lift.companyId !== null && lift.companyId !== actor.organisationId)
      throw broken(
        'lift.of_another_company',
        '这台电梯登记由其他维保单位负责，不能绑定。已经签订合同的，请由本单位管理员录入合同。',
      );
    return lift;
  }

  private async named(manager: EntityManager, input: Bind, actor: Actor, at: number): Promise<Lift> {
    if (input.token) return this.scanned(manager, input.token, actor, at);
    const lift = input.liftId ? await manager.findOneBy(Lift, { id: input.liftId }) : null;
    mustCover(actor, lift);
    if (!lift) throw AppError.notFound();
    return lift;
  }

  /** Whoever reads another lift's number stands before another lift: the regulator hears it, nothing is bound. */
  private async refuseWrongLift(input: Bind, actor: Actor, ctx: Ctx): Promise<void> {
    const manager = this.database.reader.manager;
    const lift = await this.named(manager, input, actor, ctx.at);
    if (!input.token && !input.fileId)
      throw broken('lift.nameplate_missing', '没有扫码的，请拍一张电梯铭牌的照片。');
    const twins = await this.twins(manager, lift);
    const said = { ownNumber: input.ownNumber, hasPhoto: input.fileId !== undefined };
    const judged = judgeTwin(lift, twins, said);
    if (judged === 'fine') return;
    if (judged === 'missing')
      throw broken('lift.twin_to_confirm', '同一地点有几台电梯，请填写现场看到的单位内编号，并拍铭牌照片。');
    await this.work.apart(ctx, (tx) => this.tellWrongCode(tx, lift, input.ownNumber, actor));
    throw broken(
      'lift.code_on_wrong_lift',
      `这张码登记的是 ${lift.ownNumber || '另一台'}，您看到的是 ${input.ownNumber}，可能贴错了。已请监管部门核对，请先不要绑定。`,
    );
  }

  private async tellWrongCode(tx: Transaction, lift: Lift, ownNumber: string, actor: Actor): Promise<void> {
    await this.taskService.open(tx, {
      kind: 'lift.code_on_wrong_lift',
      about: lift.id,
      subject: { kind: 'lift', id: lift.id },
      divisionCode: lift.divisionCode,
      organisationId: null,
      title: '二维码可能贴错了电梯',
      text: `${lift.place} ${lift.ownNumber} 的二维码贴在了标着“${ownNumber}”的电梯上（${actor.organisationName}现场发现）。请核对后互换。`,
      dueOn: null,
    });
  }

  private twins(manager: EntityManager, lift: Lift): Promise<Lift[]> {
    if (lift.ownerId === null || lift.place === '') return Promise.resolve([]);
    const { ownerId, place } = lift;
    return manager.findBy(Lift, {
      ownerId,
      place,
      id: Not(lift.id),
      state: Not(In(['scrapped', 'deregistered'])),
    });
  }

  private async photo(tx: Transaction, fileId: string, actor: Actor): Promise<string> {
    const file = await this.fileService.attach(tx, fileId, actor.personId);
    if (!file.contentType.startsWith('image/'))
      throw broken('lift.nameplate_not_a_picture', '铭牌请上传照片。');
    return file.id;
  }
}
