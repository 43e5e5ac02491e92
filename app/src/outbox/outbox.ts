import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { postAsMe } from '../lib/call';
import { session } from '../lib/session';
import { SignedOut } from '../lib/session-keeper';
import { madeFor } from '../offline/anchors';
import { keepAnswer } from '../offline/answers';
import { device } from '../platform/device';
import { dropFile } from '../platform/files';
import { mustOpenStore } from '../store/store';
import { vault } from '../store/vault-of-phone';
import { type Command, type Delay, type Giver, isWaiting, type Outcome } from './command';
import { CommandStore } from './command-store';
import { type Composed, compose, type OutgoingFile } from './compose';
import { contact } from './contact';
import { delayOf, FileGone, Held, mayStillSucceed, Queue } from './queue';
import { Repeater } from './repeater';
import { dropOpenFile, sealFile } from './sealed-files';
import { deliverFile } from './send-files';
import { dropSentFile } from './sent-files';
import { countWaiting } from './waiting-count';

interface Labelled {
  /** What the person did, in their words, for the list of what waits. */
  label?: string;
  /** The page still shows its files when the service refuses, to be sent again with something put right. */
  keepsFiles?: boolean;
  /** The visit it belongs to, where the address does not name it. */
  visitId?: string;
  /** What the phone judged, to be held against the service's answer. */
  expected?: Command['expected'];
  /** Takes the place of what waits and fits: signed anew, for one. */
  replaces?: (waiting: Command) => boolean;
}

const listeners = new Set<() => void>();
const repeater = new Repeater(() => queue.drain());
const changed = () => {
  const commands = outbox.list();
  repeater.look(commands);
  countWaiting(commands);
  for (const tell of listeners) tell();
};

let opened: { of: object; commands: CommandStore } | null = null;

/** The commands of whoever is signed in; nobody else's can even be opened. */
function commandStore(): CommandStore | null {
  const store = vault.store();
  if (!store) return null;
  if (opened?.of !== store) opened = { of: store, commands: new CommandStore(store) };
  return opened.commands;
}

function giver(): Giver | null {
  const me = session.me();
  return me && { personId: me.person.id, role: me.role, organisationId: me.organisation.id };
}

const queue = new Queue(
  commandStore,
  giver,
  {
    post: (command, body) => contact.note(postAsMe(command.path, body, command.key, command.made)),
    deliver: (entry, made, remember) => contact.note(deliverFile(entry, made, remember)),
    async answered(command, answer) {
      keepAnswer(command, answer);
      for (const entry of command.files) await dropSentFile(entry).catch(() => undefined);
    },
  },
  changed,
);

/**
 * Every write of the app. A command is kept on the phone before it is sent, keeps its request key for ever, and is
 * sent again until it is answered, in the order in which commands were given.
 */
export const outbox = {
  /**
   * Sends at once when that is possible. Rejects with AppError when the service refuses; a command that could not
   * be sent stays queued and is resumed by itself.
   */
  run<E extends Endpoint>(
    endpoint: E,
    input: CallOf<E>,
    labelled: Labelled = {},
  ): Promise<Outcome<ResultOf<E>>> {
    return submit(endpoint, { input, fileField: null, files: [] }, labelled);
  },

  /** The same with one file, whose id the service gives and which then becomes `input.fileId`. */
  runWithFile<E extends Endpoint>(
    endpoint: E,
    input: Omit<CallOf<E>, 'fileId'>,
    file: OutgoingFile,
    labelled: Labelled = {},
  ): Promise<Outcome<ResultOf<E>>> {
    return submit(endpoint, { input, fileField: 'fileId', files: [file] }, labelled);
  },

  /** The same with several files, whose ids become `input.fileIds`. */
  runWithFiles<E extends Endpoint>(
    endpoint: E,
    input: Omit<CallOf<E>, 'fileIds'>,
    files: OutgoingFile[],
    labelled: Labelled = {},
  ): Promise<Outcome<ResultOf<E>>> {
    return submit(endpoint, { input, fileField: 'fileIds', files }, labelled);
  },

  /** What waits and what was refused, oldest first; nothing of anybody else. */
  list: (): Command[] => commandStore()?.all() ?? [],

  /** The same of one visit. */
  ofVisit: (visitId: string): Command[] => outbox.list().filter((command) => command.visitId === visitId),

  /** The service's id of a picture that this phone still calls by its own. */
  fileIdOf: (localId: string): string | null => commandStore()?.fileIdOf(localId) ?? null,

  /** The person has read why, or gives the command up. */
  async dismiss(key: string): Promise<void> {
    const store = commandStore();
    const command = store?.find(key);
    store?.drop(key);
    changed();
    for (const { file } of command?.files ?? []) await dropFile(file.path);
  },

  /** Once more what was refused or lost its way: something was put right meanwhile. */
  async again(key: string): Promise<void> {
    const store = commandStore();
    const command = store?.find(key);
    if (!store || !command) return;
    store.save({ ...command, state: 'queued', delay: null, refusal: null });
    changed();
    await queue.drain();
  },

  /** Sends what waits; called at start, when the network comes back, and by hand. The rest repeats by itself. */
  async resume(): Promise<void> {
    await vault.ready();
    if (!commandStore()) return;
    await queue.drain();
    changed();
  },

  watch(tell: () => void): () => void {
    listeners.add(tell);
    return () => {
      listeners.delete(tell);
    };
  },

  /** Called once, by the app. */
  start(): void {
    device.watchNetwork((online) => {
      if (online) void outbox.resume();
    });
    session.owes(() => outbox.list().some((command) => command.made !== null && isWaiting(command)));
    void vault.ready().then(changed);
    void dropOpenFile();
    void outbox.resume();
  },
};

async function submit<E extends Endpoint>(
  endpoint: E,
  parts: Pick<Composed, 'input' | 'fileField' | 'files'>,
  { label = endpoint.summary, keepsFiles = false, visitId, expected, replaces }: Labelled,
): Promise<Outcome<ResultOf<E>>> {
  await mustOpenStore();
  const by = giver();
  const store = commandStore();
  if (!by || !store) throw new SignedOut();
  const files = keepsFiles ? parts.files : await Promise.all(parts.files.map(sealFile));
  const command = compose({ endpoint, ...parts, files, label, by, visitId, expected, madeFor });
  store.save(command);
  // Sealed and listed: from here on the open one is not needed.
  for (const [at, { file }] of files.entries()) {
    const open = parts.files[at]?.file.path;
    if (open && open !== file.path) await dropFile(open);
  }
  if (replaces) await replace(command, replaces);
  changed();
  if (!(await device.online().catch(() => true))) return keptOffline(store, command);
  try {
    // The answer has the shape of the endpoint's contract: the service cuts it to that.
    const answer = (await queue.sendNow(command.key)) as ResultOf<E>;
    return { sent: true, answer };
  } catch (problem) {
    const kept = { sent: false, key: command.key, delay: delayOf(problem) } as const;
    if (problem instanceof NetworkError || problem instanceof SignedOut) return kept;
    if (problem instanceof Held || problem instanceof FileGone) return kept;
    if (problem instanceof AppError) {
      if (mayStillSucceed(problem)) return kept;
      // Told to the person right here: nothing to keep.
      if (keepsFiles) forget(command.key);
      else await outbox.dismiss(command.key);
    }
    throw problem;
  }
}

/** Nothing is tried where the phone itself says that there is no network; it goes out when that changes. */
function keptOffline(store: CommandStore, command: Command): { sent: false; key: string; delay: Delay } {
  const delay = { by: 'network' } as const;
  const current = store.find(command.key);
  // It may have left meanwhile: the network came back while the phone was being asked.
  if (current?.state === 'queued') store.save({ ...current, delay });
  changed();
  return { sent: false, key: command.key, delay };
}

async function replace(command: Command, fits: (waiting: Command) => boolean): Promise<void> {
  const older = outbox
    .list()
    .filter((waiting) => waiting.key !== command.key && waiting.state !== 'sending' && fits(waiting));
  for (const { key } of older) await outbox.dismiss(key);
}

function forget(key: string): void {
  commandStore()?.drop(key);
  changed();
}
