import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { postAsMe } from '../lib/call';
import { SignedOut } from '../lib/session-keeper';
import { dropFile } from '../platform/files';
import type { Command, Delay } from './command';
import { commandStore } from './command-store';
import { deliverFile } from './send-files';
import { rememberSent } from './sent-files';

/** One attempt at a time, so that commands arrive in the order in which they were given. */
let turn: Promise<unknown> = Promise.resolve();

function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

/** The service is busy or ill: the same command may pass later. Anything else it refuses for good. */
export const mayStillSucceed = (problem: AppError): boolean =>
  ['unavailable', 'too_many', 'internal'].includes(problem.kind);

/** What the person is told about a command that could not be sent yet. */
export const delayOf = (problem: unknown): Delay =>
  problem instanceof AppError || problem instanceof SignedOut
    ? { by: 'service', word: problem.message }
    : { by: 'network' };

/** Sends everything given before this command, then the command itself, and answers with the service's answer. */
export function sendNow(key: string, changed: () => void): Promise<unknown> {
  return takeTurn(async () => {
    for (const command of waiting()) {
      if (command.key === key) return attempt(command, changed);
      await attemptEarlier(command, changed);
    }
    throw new NetworkError('这一项已不在待发送之列。');
  });
}

/** Sends what waits until the network fails. */
export function drain(changed: () => void): Promise<void> {
  return takeTurn(async () => {
    for (const command of waiting()) {
      try {
        await attemptEarlier(command, changed);
      } catch (problem) {
        if (problem instanceof Error) return;
        throw problem;
      }
    }
  });
}

const waiting = () => commandStore.all().filter((command) => command.state !== 'refused');

/** A refusal of an earlier command is kept for the person to read and does not stop the later ones. */
async function attemptEarlier(command: Command, changed: () => void): Promise<void> {
  try {
    await attempt(command, changed);
  } catch (problem) {
    if (!(problem instanceof AppError) || mayStillSucceed(problem)) throw problem;
    commandStore.save({ ...command, state: 'refused', refusal: problem.toJSON() });
    changed();
  }
}

async function attempt(command: Command, changed: () => void): Promise<unknown> {
  const current: Command = { ...command, state: 'sending', attempts: command.attempts + 1, delay: null };
  const remember = () => {
    commandStore.save(current);
    changed();
  };
  remember();
  try {
    const ids: string[] = [];
    for (const entry of current.files) ids.push(await deliverFile(entry, remember));
    const answer = await postAsMe(current.path, bodyWith(current, ids), current.key);
    commandStore.drop(current.key);
    for (const entry of current.files) {
      if (entry.purpose === 'photo' && entry.fileId) await rememberSent(entry.fileId, entry.file.path);
      else await dropFile(entry.file.path);
    }
    changed();
    return answer;
  } catch (problem) {
    current.state = 'queued';
    current.delay = delayOf(problem);
    remember();
    throw problem;
  }
}

function bodyWith(command: Command, ids: string[]): Record<string, unknown> {
  if (command.fileField === 'fileIds') return { ...command.body, fileIds: ids };
  if (command.fileField === 'fileId') return { ...command.body, fileId: ids[0] };
  return command.body;
}
