import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { SignedOut } from '../lib/session-keeper';
import { type Command, type CommandFile, type Delay, type Giver, isWaiting } from './command';
import type { CommandStore } from './command-store';
import { holdOf } from './hold';
import { isLocalId } from './local-id';

/** A file of the command is no longer on the phone: cleared away by the person or the system. */
export class FileGone extends Error {
  constructor() {
    super('the file is no longer on the phone');
    this.name = 'FileGone';
  }
}

/** Not sent now, though the network may be there; the command stays. */
export class Held extends Error {
  constructor(readonly delay: Delay) {
    super('held back');
    this.name = 'Held';
  }
}

export interface Transport {
  /** Sends the command; answers with the service's answer. */
  post(command: Command, body: Record<string, unknown>): Promise<unknown>;
  /** Sends one file as far as it is not there yet; @throws FileGone */
  deliver(entry: CommandFile, made: string | null, remember: () => void): Promise<string>;
  /** The command was answered: what the phone keeps of it, and its files. Never rejects. */
  answered(command: Command, answer: unknown): Promise<void>;
}

/** The partner's part has not come: asked again by itself, never dropped. */
const waitsForPartner = 'visit.waits_for_partner';

/** The service is busy or ill: the same command may pass later. Anything else it refuses for good. */
export const mayStillSucceed = (problem: AppError): boolean =>
  ['unavailable', 'too_many', 'internal'].includes(problem.kind) || problem.code === waitsForPartner;

/** What the person is told about a command that could not be sent yet. */
export function delayOf(problem: unknown): Delay {
  if (problem instanceof Held) return problem.delay;
  if (problem instanceof AppError && problem.code === waitsForPartner)
    return { by: 'partner', word: problem.message };
  return problem instanceof AppError || problem instanceof SignedOut
    ? { by: 'service', word: problem.message }
    : { by: 'network' };
}

/** Sends one person's commands in the order in which they were given, one at a time. */
export class Queue {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: () => CommandStore | null,
    private readonly who: () => Giver | null,
    private readonly transport: Transport,
    private readonly changed: () => void,
  ) {}

  /** Sends everything given before this command, then the command itself, and answers with the service's answer. */
  sendNow(key: string): Promise<unknown> {
    return this.takeTurn(async (store) => {
      for (const command of store.all().filter(isWaiting)) {
        if (command.key === key) return this.attempt(store, this.free(store, command));
        await this.attemptEarlier(store, command);
      }
      throw new NetworkError('这一项已不在待发送之列。');
    });
  }

  /** Sends what waits until the network or the service fails. */
  drain(): Promise<void> {
    return this.takeTurn(async (store) => {
      for (const command of store.all().filter(isWaiting)) {
        try {
          await this.attemptEarlier(store, command);
        } catch (problem) {
          if (problem instanceof Error) return;
          throw problem;
        }
      }
    }).catch((problem: unknown) => {
      if (!(problem instanceof NetworkError)) throw problem;
    });
  }

  private takeTurn<T>(work: (store: CommandStore) => Promise<T>): Promise<T> {
    const mine = this.turn.then(() => {
      const store = this.store();
      if (!store) throw new NetworkError('还没有登录。');
      return work(store);
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** @throws Held */
  private free(store: CommandStore, command: Command): Command {
    const hold = holdOf(command, store.all(), this.who());
    if (!hold) return command;
    store.save({ ...command, state: 'queued', delay: hold });
    this.changed();
    throw new Held(hold);
  }

  /** What concerns this one command alone does not stop the later ones; each of them looks back by itself. */
  private async attemptEarlier(store: CommandStore, command: Command): Promise<void> {
    try {
      await this.attempt(store, this.free(store, command));
    } catch (problem) {
      if (problem instanceof Held || problem instanceof FileGone) return;
      if (!(problem instanceof AppError)) throw problem;
      if (problem.code === waitsForPartner) return;
      if (mayStillSucceed(problem)) throw problem;
      const current = store.find(command.key) ?? command;
      store.save({ ...current, state: 'refused', delay: null, refusal: problem.toJSON() });
      this.changed();
    }
  }

  private async attempt(store: CommandStore, command: Command): Promise<unknown> {
    const current: Command = { ...command, state: 'sending', attempts: command.attempts + 1, delay: null };
    current.files = command.files.map((entry) => ({ ...entry }));
    const remember = () => {
      store.save(current);
      this.changed();
    };
    remember();
    try {
      for (const entry of current.files) {
        const id = await this.transport.deliver(entry, current.made, remember);
        store.rememberId(entry.localId, id);
      }
      const answer = await this.transport.post(current, bodyOf(store, current));
      await this.transport.answered(current, answer);
      store.drop(current.key);
      this.changed();
      return answer;
    } catch (problem) {
      current.state = problem instanceof FileGone ? 'lost' : 'queued';
      current.delay = problem instanceof FileGone ? null : delayOf(problem);
      remember();
      throw problem;
    }
  }
}

/** With the service's ids in place of the phone's own; a photograph that was given up leaves no trace. */
function bodyOf(store: CommandStore, { body, fileField, files }: Command): Record<string, unknown> {
  const ids = files.map(({ fileId }) => fileId ?? '');
  const own = fileField === 'fileIds' ? { fileIds: ids } : fileField === 'fileId' ? { fileId: ids[0] } : {};
  return { ...withServiceIds(store, body), ...own };
}

function withServiceIds(store: CommandStore, body: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(body.answers)) return body;
  const answers = body.answers.map((answer: unknown) => {
    if (typeof answer !== 'object' || answer === null || !('fileIds' in answer)) return answer;
    const given = Array.isArray(answer.fileIds) ? answer.fileIds.map(String) : [];
    return { ...answer, fileIds: given.flatMap((id) => serviceId(store, id)) };
  });
  return { ...body, answers };
}

const serviceId = (store: CommandStore, id: string): string[] => {
  if (!isLocalId(id)) return [id];
  const known = store.fileIdOf(id);
  return known ? [known] : [];
};
