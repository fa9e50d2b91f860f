import { type Config, ConfigError } from '../config.ts';
import type { Log } from '../core/ports.ts';
import { createLook, LookError, links } from '../discord/look.ts';
import type { Country } from '../library/schema.ts';
import { StoreError } from '../store/errors.ts';
import { type Check, counted, type DoctorParts, type Found, fault } from './doctor/check.ts';
import { clock, discordChecks, endpoint, installation } from './doctor/discord.ts';
import { keysCheck } from './doctor/keys.ts';
import { ofStore, storeChecks } from './doctor/store.ts';
import { ageOf, wordsChecks } from './doctor/words.ts';

/** Everything `npm run doctor` looks at, in order. Nothing is changed but a record of its own, which goes again. */
export const checks = (parts: DoctorParts): Check[] => [
  ...discordChecks(parts),
  ...storeChecks(parts),
  keysCheck(parts),
  ...wordsChecks(parts),
];

interface Asked extends Omit<DoctorParts, 'config'> {
  /** @throws ConfigError */
  readConfig: () => Config;
  /** Prints a line. */
  say: (line: string) => void;
}

/** Looks at everything, prints a line for each, and gives the exit code: 1 when there is a fault. */
export async function runDoctor({ readConfig, say, ...parts }: Asked): Promise<number> {
  const found: Found[] = [];
  for (const check of chosen(readConfig, parts)) {
    const one = await looked(check);
    found.push(one);
    say(lineOf(check.name, one));
  }
  const faults = found.filter(({ state }) => state === 'fault').length;
  const warnings = found.filter(({ state }) => state === 'warning').length;
  say(`${counted(faults, 'fault')}, ${counted(warnings, 'warning')}.`);
  return faults > 0 ? 1 : 0;
}

/** With settings that cannot be used there is nothing else to look at. */
function chosen(readConfig: () => Config, parts: Omit<DoctorParts, 'config'>): Check[] {
  try {
    return checks({ ...parts, config: readConfig() });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(says => ({ name: 'settings', run: async () => fault(`${says}.`, mendSettings) }));
  }
}

async function looked({ run }: Check): Promise<Found> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return ofStore(error);
  }
}

/** The state first, so that faults stand out in a column. */
function lineOf(name: string, { state, says, mend }: Found): string {
  return `${state.padEnd('warning'.length)}  ${name}: ${says}${mend === undefined ? '' : ` Mend: ${mend}`}`;
}

type LoggedParts = DoctorParts & { log: Log };

/** Before Discord is reached, which may take as long as it is away: logs where the disk has little room. Never rejects. */
export async function beforeStart({ log, ...parts }: LoggedParts): Promise<void> {
  try {
    await warnOf(
      storeChecks(parts).filter(({ name }) => name === 'disk'),
      log,
    );
  } catch (error) {
    log.warn({ err: error }, `${lookFailed} ${again}`);
  }
}

interface AfterReadyParts extends LoggedParts {
  /** The help lines that are shown: content/ is not read again, which would hold up the first requests. */
  countries: readonly Country[];
}

/**
 * Once Steady answers: logs where people can add it, and what is not well with that. Looks only at what costs next to nothing, and
 * never rejects: Steady runs whatever comes of it.
 */
export async function afterReady({ config, countries, log, now }: AfterReadyParts): Promise<void> {
  try {
    const look = createLook(config.token ?? '', { apiUrl: config.apiUrl, now });
    const seen = await look.application().finally(() => look.close());
    const { servers, accounts } = links(seen);
    if (servers) log.info({}, `Add Steady to a server: ${servers}`);
    if (accounts) log.info({}, `Add Steady to an account: ${accounts}`);
    const quick: Check[] = [
      { name: 'installation', run: async () => installation(seen) },
      { name: 'endpoint', run: async () => endpoint(seen, config.endpoint) },
      { name: 'clock', run: async () => clock(seen) },
      { name: 'help lines', run: async () => ageOf(countries, now()) },
    ];
    await warnOf(quick, log);
  } catch (error) {
    const message = error instanceof LookError ? error.message : lookFailed;
    log.warn(error instanceof LookError ? {} : { err: error }, `${message} ${again}`);
  }
}

async function warnOf(quick: readonly Check[], log: Log): Promise<void> {
  for (const check of quick) {
    const { state, says, mend } = await looked(check);
    if (state !== 'ok') log.warn({ check: check.name }, mend === undefined ? says : `${says} ${mend}`);
  }
}

const lookFailed = 'A look at how things stand failed.';
const again = 'npm run doctor looks again.';
const mendSettings = 'Put it right in .env or the environment.';
