import { Inject, Singleton } from '@midwayjs/core';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Person } from '../person/person.entity';
import { PersonService } from '../person/person.service';
import { PersonAccount } from '../person/person-account.entity';
import { TaskService } from '../task/task.service';
import { DirectoryPerson } from './directory-person.entity';

type Member = Pick<DirectoryPerson, 'id' | 'unionId' | 'name' | 'phoneSealed' | 'phonePrint'>;

/** What PersonAccount calls the platform. */
const channel = 'dingtalk';

/**
 * Which of our people a member of the corporation is: by the account, else by the telephone, never by the name. Who is
 * unknown becomes a person; who cannot be told apart becomes a task for the district.
 */
@Singleton()
export class DirectoryPeople {
  @Inject() personService: PersonService;
  @Inject() taskService: TaskService;

  /** Null: it cannot be told who this is, and somebody has been asked to find out. */
  async identify(tx: Transaction, member: Member, divisionCode: string): Promise<string | null> {
    const names = [member.unionId, member.id].filter(Boolean);
    const bound = await this.personService.personOfAccount(tx.manager, channel, names);
    if (bound) return bound;
    const { phonePrint } = member;
    const same = phonePrint === null ? [] : await tx.manager.findBy(Person, { phonePrint });
    const [only] = same;
    if (same.length > 1 || (only && (await this.hasAnotherAccount(tx, only.id)))) {
      await this.askWhoThisIs(tx, member, divisionCode);
      return null;
    }
    const personId = only?.id ?? (await this.register(tx, member));
    await this.personService.bindAccount(tx, channel, names[0] ?? member.id, personId);
    return personId;
  }

  /**
   * Somebody entered here whom the address book knows by the same telephone: their account there is theirs. Nobody is
   * entered anew and nothing is guessed. Gives the person's id, null where that is not certain.
   */
  async recognise(tx: Transaction, member: DirectoryPerson): Promise<string | null> {
    const { phonePrint } = member;
    const [only, ...more] = phonePrint === null ? [] : await tx.manager.findBy(Person, { phonePrint });
    if (!only || more.length > 0 || (await this.hasAnotherAccount(tx, only.id))) return null;
    await this.tie(tx, member, only.id);
    return only.id;
  }

  /** ORG-06: the telephone is the one registered with DingTalk; one that is somebody else's is not taken over. */
  async followPhone(tx: Transaction, member: Member, personId: string): Promise<void> {
    const { phonePrint, phoneSealed } = member;
    if (phonePrint === null) return;
    const person = await tx.manager.findOneBy(Person, { id: personId });
    if (!person || person.phonePrint === phonePrint) return;
    if ((await tx.manager.countBy(Person, { phonePrint })) > 0) return;
    await tx.manager.update(Person, { id: personId }, { phonePrint, phoneSealed });
    await tx.audit('person.phone_changed', 'person', personId, { source: channel });
  }

  /** A member that was made from one of our people is that person; one that is somebody else already stays so. */
  async tie(tx: Transaction, member: Pick<Member, 'id' | 'unionId'>, personId: string): Promise<void> {
    const externalId = member.unionId || member.id;
    const bound = await this.personService.personOfAccount(tx.manager, channel, [externalId]);
    if (bound !== null && bound !== personId) return;
    await this.personService.bindAccount(tx, channel, externalId, personId);
    await tx.manager.update(DirectoryPerson, { id: member.id }, { personId });
  }

  private async hasAnotherAccount(tx: Transaction, personId: string): Promise<boolean> {
    return (await tx.manager.countBy(PersonAccount, { channel, personId })) > 0;
  }

  private async register(tx: Transaction, { name, phoneSealed, phonePrint }: Member): Promise<string> {
    const id = newId();
    const called = [...name].slice(0, 40).join('');
    await tx.manager.insert(Person, { id, name: called, phoneSealed, phonePrint, createdAt: tx.at });
    await tx.audit('person.registered', 'person', id, { source: channel });
    return id;
  }

  private async askWhoThisIs(tx: Transaction, member: Member, divisionCode: string): Promise<void> {
    await this.taskService.open(tx, {
      kind: 'directory.person_unclear',
      about: member.id,
      subject: { kind: 'directory_person', id: member.id },
      divisionCode,
      organisationId: null,
      title: '钉钉成员对不上平台里的人员',
      text: `钉钉成员“${member.name}”的手机号在平台里属于已有另一个钉钉账号的人，或者不止一个人。请核实是谁，在钉钉里改正手机号，或在平台里更正人员资料。`,
      dueOn: null,
    });
  }
}
