import { join } from 'node:path';
import type { APIInteraction, APIInteractionResponse, RawFile } from 'discord.js';
import { commandsFolder, routerOf } from '../../src/app.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import { createEdits } from '../../src/discord/edits.ts';
import { definitions } from '../../src/discord/registration.ts';
import { type AnswerPort, respond } from '../../src/discord/respond.ts';
import { loadLibrary } from '../../src/library/load.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import { createNudges } from '../../src/nudges/nudges.ts';
import { createPeople } from '../../src/people/person.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import { loadCommands, nudgeContents, publicCommands, type Registry } from '../../src/router/registry.ts';
import type { Router } from '../../src/router/router.ts';
import type { Share } from '../../src/router/shares.ts';
import { createDetector } from '../../src/safety/crisis.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import { messagesIn } from '../bot/messages-in.ts';
import { outboxIn } from '../bot/outbox-in.ts';
import { collectingLog, type Line } from '../router/log.ts';

/** The bot with all its commands, to which any interaction can be handed, also one that Discord's client would never send. */
export interface Target {
  registry: Registry;
  router: Router;
  world: ServedWorld;
  lines: Line[];
  /** Hands in an interaction, and gives what came of it once all of it is done. */
  take(raw: unknown): Promise<Came>;
  stored(personId: string): Promise<Record<string, unknown>>;
  /** A person of the stand-in by name. */
  idOf(name: string): string;
  /** Moves the clock on, in milliseconds. */
  passes(ms: number): void;
}

/** What one interaction was answered with. */
export interface Came {
  first: APIInteractionResponse[];
  /** Bodies of later messages and edits. */
  further: unknown[];
  files: RawFile[];
  /** Lines that were logged meanwhile, above info; errors told with their stack. */
  logged: string[];
}

/** `asking`: how much one person may ask for; as much as they like when left out. */
export async function openTarget(asking: Share = { burst: 1e9, perSecond: 1e9 }): Promise<Target> {
  const registry = await loadCommands(commandsFolder);
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const world = createWorld({ clock });
  const { log, lines } = collectingLog();
  const store = createStore(openMemory(), { seal: createSeal([new Uint8Array(32)]), deadline: 5_000 });
  const people = createPeople(store, { clock, log, glanceMs: 5_000 });
  const nudges = createNudges({
    people,
    store,
    clock,
    log,
    outbox: outboxIn(world),
    contents: nudgeContents(registry),
    words: locale => library.words(locale),
    calendar: createCalendar(),
  });
  await nudges.load();
  world.overwriteCommands(definitions(publicCommands(registry), [0, 1]));
  const random = { below: () => 0 };
  const messages = messagesIn(world);
  const parts = {
    operator: {},
    log,
    people,
    nudges,
    messages,
    clock,
    random,
    turnMs: 5_000,
    makeDetector,
    asking,
  };
  const router = routerOf(registry, () => library, parts);
  return {
    registry,
    router,
    world,
    lines,
    async take(raw) {
      const came: Came = { first: [], further: [], files: [], logged: [] };
      const edits = createEdits({ log, everyMs: 0 });
      const before = lines.length;
      await respond({ router, log, edits, port: into(came) }, raw as APIInteraction);
      await edits.finish();
      came.logged = lines
        .slice(before)
        .filter(({ level }) => level !== 'info')
        .map(told);
      return came;
    },
    stored: id => people.raw(id),
    idOf: name => world.people().find(person => person.name === name)?.id ?? '',
    passes(ms) {
      clock.time += ms;
    },
  };
}

function told({ level, message, fields }: Line): string {
  const { err, ...rest } = fields;
  return `${level}: ${message} ${JSON.stringify(rest)} ${err instanceof Error ? err.stack : ''}`;
}

/** As over the wire: what is not JSON is lost on the way. */
function into(came: Came): AnswerPort {
  const wire = <T>(body: T): T => JSON.parse(JSON.stringify(body)) as T;
  return {
    async callback(_, response, files) {
      came.first.push(wire(response));
      came.files.push(...files);
    },
    async edit(_, body, files) {
      came.further.push(wire(body));
      came.files.push(...files);
    },
    async followUp(_, body, files) {
      came.further.push(wire(body));
      came.files.push(...files);
    },
    async remove() {},
  };
}

const library = await loadLibrary(join(packageRoot(import.meta.url), 'content'));
// Learning takes a second: before anything is asked.
library.words('en').hear('');
const detect = createDetector(library.words('en'));
const makeDetector = () => detect;
