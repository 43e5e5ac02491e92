import { createHash } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { SignInProviders } from '../adapters/sign-in/port';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { PersonService } from '../person/person.service';
import { PersonAccount } from '../person/person-account.entity';
import { LockOut } from './lock-out';
import { peopleByPhone } from './phone.query';
import { PlatformSignIn } from './platform.sign-in';

const channel = 'wechat';

/** An owner's or a company's own people are recognised once by the phone number that WeChat vouches for. */
@Singleton()
export class PhoneSignIn {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() lockOut: LockOut;
  @Inject() providers: SignInProviders;
  @Inject() personService: PersonService;
  @Inject() platforms: PlatformSignIn;

  /**
   * The person behind a WeChat account, bound now if it was not; null when one of the codes is no good.
   * @throws forbidden `session.phone_unknown`; conflict `session.phone_bound`, `session.phone_ambiguous`
   */
  async personByPhone(ctx: Ctx, code: string, phoneCode: string): Promise<string | null> {
    const { wechat } = this.platforms;
    // Says in words that WeChat is not connected.
    if (!wechat) return this.providers.of(channel).personOf(code);
    const { manager } = this.database.reader;
    const names = await wechat.accountOf(code);
    const [name] = names ?? [];
    if (!names || !name) return null;
    const known = await this.personService.personOfAccount(manager, channel, names);
    if (known) return known;
    const subject = `account:${createHash('sha256').update(name).digest('hex')}`;
    await this.lockOut.mustBeOpen(manager, subject, ctx.at);
    const phone = await wechat.phoneOf(phoneCode);
    if (!phone) return null;
    const people = await peopleByPhone(manager, this.cipher.fingerprint('phone', phone), dayOf(ctx.at));
    if (people.length === 0) await this.lockOut.failedApart(ctx, subject);
    return this.work.run(ctx, (tx) => this.bind(tx, name, onlyOne(people)));
  }

  private async bind(tx: Transaction, name: string, personId: string): Promise<string> {
    // A number that went to a stranger must not take over an account that is in use.
    if ((await tx.manager.countBy(PersonAccount, { channel, personId })) > 0)
      throw AppError.conflict(
        'session.phone_bound',
        '这个手机号登记的人已经绑定了另一个微信。换了微信的，请联系本单位管理员解除原来的绑定。',
      );
    await this.personService.bindAccount(tx, channel, name, personId);
    return personId;
  }
}

function onlyOne(people: string[]): string {
  const [personId, another] = people;
  if (!personId)
    throw new AppError(
      'forbidden',
      'session.phone_unknown',
      '这个手机号没有登记为使用单位或维保单位的人员。请让本单位管理员在平台里登记您现在用的手机号。',
    );
  if (another)
    throw AppError.conflict(
      'session.phone_ambiguous',
      '这个手机号登记在不止一个人名下，不能确定是谁。请联系本单位管理员改正。',
    );
  return personId;
}
