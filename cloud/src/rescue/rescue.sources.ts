import { randomBytes } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type {
  RescueSource as RescueSourceCard,
  rescueDeskApi,
} from '@lifttrust/shared-types/rescue/desk.contract';
import { hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { areaClause } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { personNames } from '../person/person-names.query';
import { HelpCall } from './help-call.entity';
import { RescueIntake } from './rescue.intake';
import { RescueSource } from './rescue-source.entity';

type Input<K extends keyof typeof rescueDeskApi> = InputOf<(typeof rescueDeskApi)[K]>;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const keyLength = 52;

/** Machines that report entrapments, and other offices' systems: a key each, issued by the district, shown once. */
@Singleton()
export class RescueSources {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() intake: RescueIntake;

  /** With how often each has called and how often nobody was inside; a machine that is silent is not a lift without people. */
  async list(ctx: Ctx) {
    const { manager } = this.database.reader;
    const { sql, parameters } = areaClause(requireActor(ctx).divisionCode, 'source');
    const rows = await manager
      .createQueryBuilder(RescueSource, 'source')
      .where(sql, parameters)
      .orderBy('source.issuedAt', 'DESC')
      .getMany();
    return { items: await this.cards(manager, rows) };
  }

  async issue({ name, kind }: Input<'issueSource'>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const key = [...randomBytes(keyLength)].map((byte) => alphabet[byte % alphabet.length]).join('');
    return this.work.run(ctx, async (tx) => {
      const row: RescueSource = {
        ...{ id: newId(), divisionCode: actor.divisionCode, name, kind, keyPrint: this.printOf(key) },
        ...{ issuedBy: actor.personId, issuedAt: tx.at, revokedBy: null, revokedAt: null },
      };
      await tx.manager.insert(RescueSource, row);
      await tx.audit('rescue.source_issued', 'rescue_source', row.id, { name, kind });
      const [card] = await this.cards(tx.manager, [row]);
      if (!card) throw AppError.notFound();
      return { ...card, key };
    });
  }

  /** @throws conflict `rescue.source_revoked` */
  async revoke({ sourceId, reason }: Input<'revokeSource'>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(RescueSource, { id: sourceId });
      if (!row?.divisionCode.startsWith(actor.divisionCode) || actor.divisionCode === '')
        throw AppError.notFound();
      const revoked = { revokedBy: actor.personId, revokedAt: tx.at };
      const open = { id: sourceId, revokedAt: IsNull() };
      const { affected } = await tx.manager.update(RescueSource, open, revoked);
      if (affected !== 1) throw AppError.conflict('rescue.source_revoked', '这个来源已经停用，请刷新查看。');
      await tx.audit('rescue.source_revoked', 'rescue_source', sourceId, { reason });
      return { done: true as const };
    });
  }

  /**
   * A machine's alarm. The same event of the same source counts once; what is no lift of the source's area is unknown.
   * @throws unauthenticated `rescue.key_unknown`; not_found `rescue.lift_unknown`; invalid `rescue.lift_missing`
   */
  async alarm(input: Input<'alarm'>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) => {
      const keyPrint = this.printOf(input.key);
      const source = await tx.manager.findOneBy(RescueSource, { keyPrint, revokedAt: IsNull() });
      if (!source)
        throw new AppError('unauthenticated', 'rescue.key_unknown', '接口密钥不正确，或已经停用。');
      const eventPrint = this.cipher.fingerprint('rescue.event', `${source.id} ${input.event}`);
      const known = await tx.manager.findOneBy(HelpCall, { keyPrint: eventPrint });
      if (known) return { entrapmentId: known.entrapmentId, isMerged: true };
      const lift = await this.liftOf(tx.manager, input, source);
      const { entrapment, fate } = await this.intake.receive(tx, {
        ...{ liftId: lift.id, source: source.kind as 'telemetry', sourceId: source.id },
        kind: hasNoCar(lift.type) ? 'hurt' : 'trapped',
        ...{ situation: input, phone: input.phone || undefined, keyPrint: eventPrint },
        occurredAt: input.occurredAt !== undefined && input.occurredAt <= tx.at ? input.occurredAt : null,
      });
      return { entrapmentId: entrapment.id, isMerged: fate !== 'new' };
    });
  }

  private async liftOf(manager: EntityManager, input: Input<'alarm'>, source: RescueSource): Promise<Lift> {
    const { rescueCode, registrationCode, equipmentCode } = input;
    const named = { rescueCode, registrationCode, equipmentCode };
    const where = Object.fromEntries(Object.entries(named).filter(([, value]) => value));
    if (Object.keys(where).length === 0)
      throw AppError.invalid('rescue.lift_missing', '请给出识别码、注册代码或设备代码。');
    const lifts = await manager.findBy(Lift, where);
    const own = lifts.filter(({ divisionCode }) => divisionCode.startsWith(source.divisionCode));
    const [lift] = own;
    if (!lift || own.length > 1)
      throw AppError.notFound('rescue.lift_unknown', '没有找到唯一对应的电梯，请改用电话报告。');
    return lift;
  }

  private printOf = (key: string): string => this.cipher.fingerprint('rescue.source', key);

  private async cards(manager: EntityManager, rows: RescueSource[]): Promise<RescueSourceCard[]> {
    const nameOf = await personNames(
      manager,
      rows.map(({ issuedBy }) => issuedBy),
    );
    const cards: RescueSourceCard[] = [];
    for (const { id, name, kind, divisionCode, issuedAt, issuedBy, revokedAt } of rows) {
      const [count]: {
        calls: number | string;
        mistaken: number | string | null;
        last: number | string | null;
      }[] = await manager.query(
        'SELECT COUNT(*) AS calls, SUM(is_mistaken) AS mistaken, MAX(at) AS last FROM help_call WHERE source_id = ?',
        [id],
      );
      cards.push({
        ...{
          id,
          name,
          kind: kind as 'telemetry',
          divisionCode,
          issuedAt,
          revokedAt,
          issuedBy: nameOf(issuedBy),
        },
        ...{ calls: Number(count?.calls ?? 0), mistaken: Number(count?.mistaken ?? 0) },
        lastCallAt: count?.last == null ? null : Number(count.last),
      });
    }
    return cards;
  }
}
