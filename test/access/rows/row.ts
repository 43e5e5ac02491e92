import type { CallOf, EndpointTable, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Worker } from '../../fixture/district';
import type { World } from '../world';

/** How one endpoint is called on something of the own district, and what strangers may see of it. */
export interface Row<Input, Reply> {
  /** The input with which this rightful caller reaches something of theirs; prepares what it needs. */
  input: (world: World, caller: Worker) => Input | Promise<Input>;
  /**
   * `hidden`: to strangers the thing does not exist (404). `none`: about nothing but the caller. A function, for
   * lists: does the answer that a stranger got show anything of the own district?
   */
  strangers: 'hidden' | 'none' | ((reply: Reply, world: World) => boolean);
  /** The code that even the rightful caller of this test hears, where a comment says why. */
  refusal?: string;
  /** Another session of the rightful caller, for calls that end it. */
  as?: (world: World, caller: Worker) => Promise<Worker>;
}

/** One row for every endpoint of a table; the compiler misses a new one as the test does. */
export type Rows<T extends EndpointTable> = { [K in keyof T]: Row<CallOf<T[K]>, ResultOf<T[K]>> };
