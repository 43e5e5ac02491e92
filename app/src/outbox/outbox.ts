import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { SignedOut } from '../lib/session-keeper';
import { device } from '../platform/device';
import { dropFile } from '../platform/files';
import type { Command, Outcome } from './command';
import { commandStore } from './command-store';
import { compose, type OutgoingFile } from './compose';
import { delayOf, drain, mayStillSucceed, sendNow } from './drain';
import { Repeater } from './repeater';

interface Labelled {
  /** What the person did, in their words, for the list of what waits. */
  label?: string;
  /** The page still shows its files when the service refuses, to be sent again with something put right. */
  keepsFiles?: boolean;
}

const listeners = new Set<() => void>();
const repeater = new Repeater(() => drain(changed));
const changed = () => {
  repeater.look(commandStore.all());
  for (const tell of listeners) tell();
};

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
    { label = endpoint.summary }: Labelled = {},
  ): Promise<Outcome<ResultOf<E>>> {
    return submit(endpoint, compose(endpoint, input, label, null, []));
  },

  /** The same with one file, whose id the service gives and which then becomes `input.fileId`. */
  runWithFile<E extends Endpoint>(
    endpoint: E,
    input: Omit<CallOf<E>, 'fileId'>,
    file: OutgoingFile,
    { label = endpoint.summary, keepsFiles = false }: Labelled = {},
  ): Promise<Outcome<ResultOf<E>>> {
    return submit(endpoint, compose(endpoint, input, label, 'fileId', [file]), keepsFiles);
  },

  /** The same with several files, whose ids become `input.fileIds`. */
  runWithFiles<E extends Endpoint>(
    endpoint: E,
    input: Omit<CallOf<E>, 'fileIds'>,
    files: OutgoingFile[],
    { label = endpoint.summary }: Labelled = {},
  ): Promise<Outcome<ResultOf<E>>> {
    return submit(endpoint, compose(endpoint, input, label, 'fileIds', files));
  },

  /** What waits and what was refused, oldest first. */
  list: (): Command[] => commandStore.all(),

  /** The person has read why, or gives the command up. */
  async dismiss(key: string): Promise<void> {
    const command = commandStore.find(key);
    forget(key);
    for (const { file } of command?.files ?? []) await dropFile(file.path);
  },

  /** Sends what waits; called at start, when the network comes back, and by hand. The rest repeats by itself. */
  async resume(): Promise<void> {
    await drain(changed);
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
    void outbox.resume();
  },
};

function forget(key: string): void {
  commandStore.drop(key);
  changed();
}

async function submit<E extends Endpoint>(
  _endpoint: E,
  command: Command,
  keepsFiles = false,
): Promise<Outcome<ResultOf<E>>> {
  commandStore.save(command);
  changed();
  try {
    // The answer has the shape of the endpoint's contract: the service cuts it to that.
    const answer = (await sendNow(command.key, changed)) as ResultOf<E>;
    return { sent: true, answer };
  } catch (problem) {
    const kept = { sent: false, key: command.key, delay: delayOf(problem) } as const;
    if (problem instanceof NetworkError || problem instanceof SignedOut) return kept;
    if (problem instanceof AppError) {
      if (mayStillSucceed(problem)) return kept;
      // Told to the person right here: nothing to keep.
      if (keepsFiles) forget(command.key);
      else await outbox.dismiss(command.key);
    }
    throw problem;
  }
}
