import type { Fillable } from '@lifttrust/shared-types/message/message.delivery.rules';

/** One message to one telephone. The number lives in memory only while it is sent. */
export interface Outgoing {
  /** Our name for it, which the provider gives back in its answer and, where enabled, in its receipt. */
  deliveryId: string;
  /** Eleven digits of the mainland. */
  phone: string;
  kind: string;
  card: Fillable;
}

/**
 * What became of it. `later`: the provider did not take it, it may be sent again (not before `pauseMs`, where the
 * provider's limits say so). `refused`: it never will take it. `unknown`: it may or may not have left.
 */
export type Sent =
  | { outcome: 'sent'; serialNo: string }
  | { outcome: 'later'; code: string; pauseMs?: number }
  | { outcome: 'refused'; code: string }
  | { outcome: 'unknown'; code: string };

/** What a carrier reported about one message to a number. */
export interface Receipt {
  serialNo: string;
  /** Our delivery id where the provider returns it, else empty. */
  context: string;
  isDelivered: boolean;
  /** The carrier's word for it. */
  description: string;
  /** Epoch ms. */
  at: number;
}

/** A way to a person's telephone: text messages, calls. */
export interface PhoneChannel {
  /** Is there a template for this kind of message? Without one nothing can be sent. */
  knows(kind: string): boolean;
  /** Sends once; never repeats by itself, since providers do not recognise a second attempt. */
  send(outgoing: Outgoing): Promise<Sent>;
  /** Carriers' reports about this number since an instant (epoch ms, within seven days); null: the provider offers none. */
  receipts(phone: string, since: number): Promise<Receipt[] | null>;
}
