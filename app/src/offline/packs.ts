import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import type { Command } from '../outbox/command';
import { device } from '../platform/device';
import type { Sealed } from '../store/sealed-storage';
import { vault } from '../store/vault-of-phone';
import { dropAnchor, keepAnchor } from './anchors';

const packName = (visitId: string) => `pack/${visitId}`;
const doneName = (visitId: string) => `done/${visitId}`;
const notesName = (visitId: string) => `notes/${visitId}`;

/** A visit as the service last told it, and when that was by this phone's clock. */
export interface KeptPack {
  pack: VisitPack;
  readAt: number;
}

/** A command that was answered since the pack was fetched; `inPack`: the kept pack is newer. */
export interface Done {
  command: Command;
  inPack: boolean;
}

const isKept = (value: unknown): value is KeptPack =>
  typeof value === 'object' && value !== null && 'pack' in value && 'readAt' in value;

const isDone = (value: unknown): value is Done =>
  typeof value === 'object' && value !== null && 'command' in value && 'inPack' in value;

const opened = (): Sealed | null => vault.store();
const turns = new Map<string, number>();

function write(pack: VisitPack): void {
  opened()?.write(packName(pack.id), { pack, readAt: device.now() } satisfies KeptPack);
  turns.set(pack.id, packs.turn(pack.id) + 1);
}

const writeDone = (visitId: string, done: Done[]): void => opened()?.write(doneName(visitId), done);

/** What the phone knows of visits besides what waits in the outbox. */
export const packs = {
  /** Fetched: everything answered before is in it, and it counts from its own anchor. */
  keepFetched(pack: VisitPack): void {
    write(pack);
    opened()?.remove(doneName(pack.id));
    if (pack.anchor) keepAnchor(pack.id, pack.anchor);
  },
  /** The answer of a command. What makes work without a network possible was only in what was fetched. */
  keepAnswer(pack: VisitPack, command: Command): void {
    const done = packs.done(pack.id).map((before) => ({ ...before, inPack: true }));
    writeDone(pack.id, [...done, { command, inPack: true }]);
    write({ ...pack, offline: pack.offline ?? packs.find(pack.id)?.pack.offline ?? null });
  },
  /** Counts the words of the service, so that one asked for earlier never overwrites a later one. */
  turn: (visitId: string): number => turns.get(visitId) ?? 0,
  find(visitId: string): KeptPack | null {
    const read = opened()?.read(packName(visitId));
    // Written by this app from an answer cut to the contract; sealed since.
    return isKept(read) ? read : null;
  },
  /** Answered without a new pack: it counts on top of the kept one until the next comes. */
  fold(command: Command): void {
    if (command.visitId === null) return;
    writeDone(command.visitId, [...packs.done(command.visitId), { command, inPack: false }]);
    turns.set(command.visitId, packs.turn(command.visitId) + 1);
  },
  /** Answered since the pack was fetched, oldest first. */
  done(visitId: string): Done[] {
    const read = opened()?.read(doneName(visitId));
    return Array.isArray(read) ? read.filter(isDone) : [];
  },
  /** Sentences about what the service decided differently, until the person has read them. */
  notes(visitId: string): string[] {
    const read = opened()?.read(notesName(visitId));
    return Array.isArray(read) ? read.map(String) : [];
  },
  note(visitId: string, sentences: string[]): void {
    if (sentences.length === 0) return;
    opened()?.write(notesName(visitId), [...new Set([...packs.notes(visitId), ...sentences])].slice(-20));
  },
  notesRead: (visitId: string): void => opened()?.remove(notesName(visitId)),
  /** Visits that are over, or were never begun and are days old, give their room back. */
  prune(keep: (kept: KeptPack) => boolean): void {
    const store = opened();
    for (const name of store?.names('pack/') ?? []) {
      const id = name.slice('pack/'.length);
      const kept = packs.find(id);
      if (kept && keep(kept)) continue;
      for (const old of [packName(id), doneName(id), notesName(id)]) store?.remove(old);
      dropAnchor(id);
    }
  },
};
