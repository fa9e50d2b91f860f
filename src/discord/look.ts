import {
  type APIApplication,
  type APIUser,
  ApplicationIntegrationType,
  type REST,
  RequestMethod,
  Routes,
} from 'discord.js';
import type { Command } from '../router/command.ts';
import { installationTypes, isInStep } from './registration.ts';
import { botRest } from './rest.ts';
import { refused, unreached } from './retry.ts';

/** What Discord knows of the application that a token belongs to. */
export interface Seen {
  /** The application's id. */
  id: string;
  /** Where it may be installed. */
  servers: boolean;
  accounts: boolean;
  /** Where Discord posts interactions, if the application names such a place. */
  endpoint?: string;
  /** By which posted interactions are known to be Discord's, 64 hexadecimal digits. */
  publicKey: string;
  /** How far this machine's clock is ahead of Discord's, in milliseconds; as near as a second. Unknown where it did not say. */
  aheadMs?: number;
}

/** Discord could not be asked. `isRefusal`: it said no, so that trying again does not help. */
export class LookError extends Error {
  override name = 'LookError';
  readonly isRefusal: boolean;

  constructor(message: string, isRefusal: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isRefusal = isRefusal;
  }
}

/** Looks at Discord without changing anything there. */
export interface Look {
  /** The bot's own name; proves the token. @throws LookError in one sentence. */
  bot(): Promise<string>;
  /** @throws LookError */
  application(): Promise<Seen>;
  /** Whether Discord has the commands that this version would register. @throws LookError */
  inStep(commands: readonly Command[]): Promise<boolean>;
  close(): void;
}

/** `now`: milliseconds since 1970, by this machine. */
export function createLook(
  token: string,
  { apiUrl, now }: { apiUrl?: string | undefined; now: () => number },
): Look {
  const rest = botRest(token, apiUrl);
  return {
    bot: () => explained(async () => ((await rest.get(Routes.user())) as APIUser).username),
    application: () => explained(() => applicationOver(rest, now)),
    inStep: commands => explained(() => isInStep(rest, commands)),
    close() {
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    },
  };
}

/** The addresses by which people add Steady: to a server, and to their account. It needs no permission of a whole server. */
export function links({ id, servers, accounts }: Seen): { servers?: string; accounts?: string } {
  const address = 'https://discord.com/oauth2/authorize';
  return {
    ...(servers && {
      servers: `${address}?client_id=${id}&scope=bot+applications.commands&permissions=0&integration_type=0`,
    }),
    ...(accounts && {
      accounts: `${address}?client_id=${id}&scope=applications.commands&integration_type=1`,
    }),
  };
}

async function applicationOver(rest: REST, now: () => number): Promise<Seen> {
  const asked = now();
  const response = await rest.queueRequest({
    fullRoute: Routes.currentApplication(),
    method: RequestMethod.Get,
  });
  const answered = now();
  const application = (await response.json()) as APIApplication;
  const types = installationTypes(application);
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    id: application.id,
    servers: types.includes(ApplicationIntegrationType.GuildInstall),
    accounts: types.includes(ApplicationIntegrationType.UserInstall),
    publicKey: application.verify_key,
    ...(application.interactions_endpoint_url && { endpoint: application.interactions_endpoint_url }),
    // The header leaves out parts of a second: half of one, as a rule.
    ...(Number.isFinite(date) && { aheadMs: (asked + answered) / 2 - (date + 500) }),
  };
}

async function explained<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const refusal = refused(error);
    throw new LookError(
      refusal ?? `Discord cannot be reached (${unreached(error)}).`,
      refusal !== undefined,
      {
        cause: error,
      },
    );
  }
}
