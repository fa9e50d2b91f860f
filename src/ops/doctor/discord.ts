import type { Config } from '../../config.ts';
import { createLook, type Look, LookError, links, type Seen } from '../../discord/look.ts';
import { loadCommands, publicCommands } from '../../router/registry.ts';
import { type Check, type DoctorParts, type Found, fault, ok, warning } from './check.ts';

/** What can be looked at over Discord's REST; the token alone where there is none. */
export function discordChecks(parts: DoctorParts): Check[] {
  const { token, apiUrl } = parts.config;
  if (!token) return [{ name: 'token', run: async () => ok(noToken) }];
  const look = createLook(token, { apiUrl, now: parts.now });
  const application = once(() => look.application());
  const over = (name: string, run: () => Promise<Found>): Check => ({
    name,
    run: () => run().catch(unreached),
  });
  return [
    over('token', async () => ok(`Discord knows the token: it belongs to ${await look.bot()}.`)),
    over('installation', async () => installation(await application())),
    over('endpoint', async () => endpoint(await application(), parts.config.endpoint)),
    over('commands', () => commands(look, parts.commandsFolder)),
    over('clock', async () => clock(await application())),
  ];
}

/** Where people can add it. */
export function installation(seen: Seen): Found {
  if (seen.servers && seen.accounts) return ok(`It can be added to ${where(seen).join(', and to ')}.`);
  const missing = seen.servers ? 'accounts' : 'servers';
  return warning(
    `It cannot be added to ${missing}, only to ${where(seen).join('')}.`,
    'On the Installation page of the application allow User Install and Guild Install.',
  );
}

function where(seen: Seen): string[] {
  const { servers, accounts } = links(seen);
  return [
    ...(servers ? [`servers with ${servers}`] : []),
    ...(accounts ? [`accounts with ${accounts}`] : []),
  ];
}

/** Whether interactions arrive where they are waited for. */
export function endpoint(seen: Seen, wanted: Config['endpoint']): Found {
  if (!wanted) {
    if (seen.endpoint === undefined) return ok('Interactions come over the gateway.');
    return fault(
      `Discord posts interactions to ${seen.endpoint}, so none comes over the gateway.`,
      'Clear Interactions Endpoint URL on the General Information page of the application.',
    );
  }
  if (seen.publicKey.toLowerCase() !== wanted.publicKey.toLowerCase()) {
    return fault(
      'DISCORD_PUBLIC_KEY is not the key of this application, so whatever Discord posts is refused.',
      'Copy it anew from the General Information page of the application.',
    );
  }
  if (seen.endpoint !== undefined) return ok(`Discord posts interactions to ${seen.endpoint}.`);
  return fault(
    'TRANSPORT is http, and the application names no address, so Discord posts nothing.',
    'Put the address of this process into Interactions Endpoint URL on the General Information page.',
  );
}

async function commands(look: Look, folder: string): Promise<Found> {
  const wanted = publicCommands(await loadCommands(folder));
  if (await look.inStep(wanted)) return ok('Discord has the commands of this version.');
  return warning(
    'Discord has other commands than this version.',
    'Start Steady: it registers them, and then they are in step.',
  );
}

/** Daily messages go by this machine's clock. */
export function clock({ aheadMs }: Seen): Found {
  if (aheadMs === undefined) {
    return warning(
      'Discord did not say what time it is.',
      'Look whether a proxy takes the Date header away.',
    );
  }
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  if (Math.abs(aheadMs) <= warnedOfMs) return ok('The clock agrees with that of Discord.');
  const says = `The clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of Discord.`;
  return Math.abs(aheadMs) > faultyMs ? fault(says, mendClock) : warning(says, mendClock);
}

/** Nothing is known then of what was to be looked at. */
function unreached(error: unknown): Found {
  if (!(error instanceof LookError)) throw error;
  return error.isRefusal
    ? fault(error.message, 'Compare the settings with the pages of the application.')
    : fault(error.message, 'Try again; while Discord is away Steady waits for it by itself.');
}

/** Asked for once, whoever wants it. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

const noToken = 'There is no DISCORD_TOKEN: npm start opens the playground, which needs none.';
const mendClock = 'Turn on time synchronisation (NTP) on this machine.';
const warnedOfMs = 2_000;
const faultyMs = 60_000;
