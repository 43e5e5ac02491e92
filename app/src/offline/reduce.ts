import { judgePosition } from '@lifttrust/shared-types/check-in/check-in.rules';
import type { Item, Photo, Presence, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { nextStep } from '@lifttrust/shared-types/visit/visit.rules';
import { type Command, isWaiting } from '../outbox/command';
import { madeInstant } from './made';
import { isWorkDone } from './work-done';

/** What the phone says beside the service's word. */
export interface OnPhone {
  /** Commands of this visit that wait. */
  waiting: number;
  /** Steps the service has not seen yet: judged by the phone, or not at all. */
  unchecked: Set<'code' | 'position' | 'identity' | 'sign' | 'check-out'>;
  /** The lead has given it to be sealed; it goes when everything is up. */
  submitted: boolean;
  /** When the service last told of this visit, by the phone's clock. */
  readAt: number;
  /** The network was away at the last look. */
  stale: boolean;
}

/** The visit as the technician sees it: the service's word, and on top of it what this phone has yet to send. */
export type VisitOnPhone = VisitPack & { onPhone: OnPhone };

type Change = (visit: VisitOnPhone, command: Command) => VisitOnPhone;

const withMine = (visit: VisitOnPhone, change: Partial<Presence>): VisitOnPhone => {
  if (!visit.mine) return visit;
  const mine = { ...visit.mine, ...change };
  const presences = visit.presences.map((one) => (one.person.id === mine.person.id ? mine : one));
  return { ...visit, mine, presences };
};

const unchecked = (visit: VisitOnPhone, step: 'code' | 'position' | 'identity' | 'sign' | 'check-out') => ({
  ...visit,
  onPhone: { ...visit.onPhone, unchecked: new Set([...visit.onPhone.unchecked, step]) },
});

const at = (command: Command): number => madeInstant(command.made, command.at);

/** One change for each command of a visit, by the end of its address. */
const changes: Record<string, Change> = {
  'code-scans': (visit, command) =>
    unchecked({ ...withMine(visit, { codeAt: at(command) }), state: 'checked_in' }, 'code'),
  positions: (visit, command) =>
    unchecked(withMine(visit, { ...positionOf(visit, command), positionAt: at(command) }), 'position'),
  'position-evidence': (visit, command) =>
    withMine(withPhotos(visit, command, 'position'), { positionEvidence: true, positionAt: at(command) }),
  'offline-challenges': (visit) =>
    unchecked(withMine(visit, { identity: 'in_review', identityMethod: 'face' }), 'identity'),
  'offline-alternatives': (visit) =>
    unchecked(withMine(visit, { identity: 'in_review', identityMethod: 'alternative' }), 'identity'),
  starts: (visit, command) => withMine(visit, { startedAt: at(command) }),
  items: (visit, command) => unsigned({ ...visit, items: withAnswers(visit.items, command.body.answers) }),
  'added-items': (visit, command) =>
    unsigned({ ...visit, items: [...visit.items, addedItem(visit, command)] }),
  photos: (visit, command) => unsigned(withPhotos(visit, command, slotOf(command))),
  grade: (visit, { body }) =>
    unsigned({ ...visit, grade: String(body.grade), gradeReason: String(body.reason ?? '') }),
  signatures: (visit, command) => unchecked(withMine(visit, { signedAt: at(command) }), 'sign'),
  'check-outs': (visit, command) => unchecked(withMine(visit, { checkedOutAt: at(command) }), 'check-out'),
  submission: (visit) => ({ ...visit, onPhone: { ...visit.onPhone, submitted: true } }),
};

/** What was signed has changed: signed anew, here as at the service. */
const unsigned = (visit: VisitOnPhone): VisitOnPhone => withMine(visit, { signedAt: null });

/** What the phone itself can say of a position, by the very rule of the service (CHK-04). */
export function positionOf(
  { offline }: Pick<VisitPack, 'offline'>,
  { body }: Pick<Command, 'body'>,
): Partial<Presence> {
  const { fence } = offline ?? {};
  const fix = { lng: Number(body.lng), lat: Number(body.lat), crs: crsOf(body.crs) } as const;
  const accuracyMetres = Number(body.accuracyMetres);
  if (!fence) return { positionVerdict: 'no_reference', distanceMetres: null, accuracyMetres };
  const judged = judgePosition({
    liftPosition: fence.position && { ...fence.position, confirmed: fence.confirmed },
    fix: { ...fix, accuracyMetres },
    radiusMetres: fence.radiusMetres,
    parameters: {
      fence: {
        radiusMetres: fence.radiusMetres,
        weakAccuracyMetres: fence.weakMetres,
        creditedAccuracyMetres: fence.creditedMetres,
      },
    },
  });
  return { positionVerdict: judged.verdict, distanceMetres: judged.distanceMetres, accuracyMetres };
}

const crsOf = (crs: unknown): 'WGS84' | 'BD09' | 'GCJ02' =>
  crs === 'WGS84' || crs === 'BD09' ? crs : 'GCJ02';

function withAnswers(items: Item[], answers: unknown): Item[] {
  if (!Array.isArray(answers)) return items;
  const given = new Map<string, Partial<Item>>(answers.map((answer: Item) => [answer.code, answer]));
  return items.map((item) => ({ ...item, ...given.get(item.code) }));
}

const addedItem = (visit: VisitOnPhone, { body }: Command): Item => ({
  code: String(body.code),
  name: String(body.name),
  requirement: String(body.requirement ?? ''),
  class: visit.class,
  statutory: false,
  requiresTest: false,
  result: null,
  note: '',
  reading: '',
  fileIds: [],
});

const slotOf = ({ body }: Command): Photo['slot'] => body.slot as Photo['slot'];

function withPhotos(visit: VisitOnPhone, { files }: Command, slot: Photo['slot']): VisitOnPhone {
  const takenBy = visit.mine?.person.name ?? '';
  const photos = files.map(({ localId, fileId, stored, file }) => ({
    fileId: stored && fileId ? fileId : localId,
    ...{ slot, takenBy, capturedAt: file.capturedAt, sha256: file.sha256 },
  }));
  return { ...visit, photos: [...visit.photos, ...photos] };
}

const endOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Numbers of photographs that are spent, though the service may not have heard of it (CHK-13). */
const spentNonces = (commands: Command[]): Set<string> =>
  new Set(commands.flatMap(({ files }) => files.flatMap(({ nonce }) => (nonce ? [nonce] : []))));

/**
 * The visit with everything this phone did on top: `done` was answered since the pack was told, `queued` waits. What was
 * refused or lost counts for nothing.
 */
export function reduce(
  pack: VisitPack,
  done: Command[],
  queued: Command[],
  { readAt, stale }: Pick<OnPhone, 'readAt' | 'stale'>,
): VisitOnPhone {
  const waits = queued.filter(isWaiting);
  const onPhone: OnPhone = {
    ...{ waiting: queued.length, submitted: false, readAt, stale },
    unchecked: new Set(),
  };
  const settled = [...done].reduce(applied, { ...pack, onPhone });
  const base = { ...settled, onPhone: { ...settled.onPhone, unchecked: new Set<never>() } };
  const visit = waits.reduce(applied, base);
  const spent = spentNonces([...done, ...queued]);
  const shown = { ...visit, nonces: visit.nonces.filter((nonce) => !spent.has(nonce)) };
  return { ...shown, nextStep: stepOf(shown) };
}

const applied = (visit: VisitOnPhone, command: Command): VisitOnPhone =>
  changes[endOf(command.path)]?.(visit, command) ?? visit;

function stepOf(visit: VisitOnPhone): VisitPack['nextStep'] {
  const { mine, state, onPhone } = visit;
  if (!mine || onPhone.submitted) return 'done';
  // A partner whose phone cannot hear the lead's signs their own part; whether all is there is asked at the submission.
  const isAlone = mine.role === 'partner' && (onPhone.stale || onPhone.waiting > 0);
  return nextStep({ state, mine, workComplete: isAlone || isWorkDone(visit) });
}
