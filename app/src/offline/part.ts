import type { ItemAnswer, PartContent, Photo } from '@lifttrust/shared-types/visit/visit.contract';
import type { Command } from '../outbox/command';

/** Hash of a photograph by its id, the service's or the phone's own. */
type HashOf = (fileId: string) => string | null;

/**
 * One's own part as the service will have it once everything has arrived: what it had when the pack was fetched, and every
 * command given since, sent or not. Its `partHash` is what a technician signs without a network (docs/adr/0025).
 */
export function partWith(
  part: PartContent,
  commands: Command[],
  known: Photo[],
  fileIdOf: (localId: string) => string | null,
): PartContent {
  const hashes = new Map(known.map(({ fileId, sha256 }) => [fileId, sha256]));
  for (const { localId, fileId, file } of commands.flatMap(({ files }) => files)) {
    hashes.set(localId, file.sha256);
    if (fileId) hashes.set(fileId, file.sha256);
  }
  const hashOf = (id: string) => hashes.get(id) ?? hashes.get(fileIdOf(id) ?? '') ?? null;
  return commands.reduce((so, command) => partAfter(so, command, hashOf), part);
}

function partAfter(part: PartContent, { path, body, files }: Command, hashOf: HashOf): PartContent {
  if (path.endsWith('/photos') || path.endsWith('/position-evidence')) {
    const slot = path.endsWith('/photos') ? (body.slot as Photo['slot']) : 'position';
    const taken = files.map(({ file }) => ({ slot, sha256: file.sha256 }));
    return { ...part, photos: [...part.photos, ...taken] };
  }
  if (path.endsWith('/items')) return { ...part, answers: answersAfter(part.answers, body.answers, hashOf) };
  if (path.endsWith('/added-items')) {
    const { code, name, requirement = '' } = body;
    const added = { code: String(code), name: String(name), requirement: String(requirement) };
    return { ...part, added: [...part.added, added] };
  }
  if (path.endsWith('/grade')) {
    return { ...part, grade: { grade: String(body.grade), reason: String(body.reason ?? '') } };
  }
  return part;
}

function answersAfter(
  before: PartContent['answers'],
  given: unknown,
  hashOf: HashOf,
): PartContent['answers'] {
  if (!Array.isArray(given)) return before;
  const answers = given.map(({ code, result, note = '', reading = '', fileIds = [] }: ItemAnswer) => ({
    ...{ code, result, note, reading },
    photos: fileIds.flatMap((id) => hashOf(id) ?? []),
  }));
  const again = new Set(answers.map(({ code }) => code));
  return [...before.filter(({ code }) => !again.has(code)), ...answers];
}
