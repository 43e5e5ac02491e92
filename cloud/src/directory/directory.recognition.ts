import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { UnitOfWork } from '../kernel/unit-of-work';
import { PlatformSignIn } from '../session/platform.sign-in';
import { DirectoryPeople } from './directory.person';
import { DirectoryPerson } from './directory-person.entity';

/**
 * Who was entered in the console has no account bound yet. When they first open the app inside DingTalk, the address
 * book tells by their telephone who they are (ORG-06): no department has to be mapped for that.
 */
@Singleton()
export class DirectoryRecognition {
  @Inject() platformSignIn: PlatformSignIn;
  @Inject() people: DirectoryPeople;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  @Init()
  open(): void {
    this.platformSignIn.recogniseBy(async (channel, names) =>
      channel === 'dingtalk' ? this.personOf(names) : null,
    );
  }

  private personOf(names: string[]): Promise<string | null> {
    return this.work.run(systemCtx(this.clock.now(), 'recognition'), async (tx) => {
      const [member] = await tx.manager.find(DirectoryPerson, {
        where: [
          { unionId: In(names), goneAt: IsNull() },
          { id: In(names), goneAt: IsNull() },
        ],
        take: 1,
      });
      return member ? (member.personId ?? this.people.recognise(tx, member)) : null;
    });
  }
}
