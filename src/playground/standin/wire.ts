import type { Context, MiddlewareHandler } from 'hono';
import type { BotEvent } from './api.ts';
import type { Exchange, WireRequest, WireView } from './contract.ts';
import { ApiError } from './errors.ts';
import { readRequest } from './rest-body.ts';
import { interactionOf } from './state.ts';
import type { ServedWorld } from './world.ts';

/** Keeps what went over the wire lately, person by person: the last thing each did, what the bot sent for it, and since. */
export interface Wire {
  of(person: string): WireView;
  /** Notes each request of the bot, refused ones too. */
  noting: MiddlewareHandler;
}

/** `clock` dates what is noted; `now` gives real milliseconds. */
export function createWire(
  world: Pick<ServedWorld, 'overhear' | 'places' | 'on'>,
  clock: { now(): number },
  now: () => number = () => performance.now(),
): Wire {
  const lines = new Map<string, Line>();
  world.overhear((...told) => {
    const person = personIn(told);
    if (person === undefined) return;
    const running = { ...exchangeOf(told, clock.now()), id: told[1].id, startedAt: now() };
    const { last, started } = lines.get(person) ?? { started: [] };
    if (isTyping(told)) lines.set(person, { ...(last && { last }), typing: running, started });
    else lines.set(person, { last: running, started: [] });
  });
  world.on(({ kind }) => {
    if (kind === 'reset') lines.clear();
  });

  /** Every list this request belongs into, with the moment its person acted, where it answers that. */
  const listsFor = (about: About): { list: WireRequest[]; since?: number }[] => {
    if ('interaction' in about)
      return [...lines.values()]
        .flatMap(({ last, typing }) => [last, typing])
        .filter(one => one?.id === about.interaction)
        .flatMap(one => (one ? [{ list: one.requests, since: one.startedAt }] : []));
    const people = world.places().find(({ id }) => id === about.channel)?.people ?? [];
    return people.map(person => {
      const line = lines.get(person) ?? { started: [] };
      lines.set(person, line);
      const { last } = line;
      return last && isAnswered(last, now())
        ? { list: last.requests, since: last.startedAt }
        : { list: line.started };
    });
  };

  return {
    of(person) {
      const { last, typing, started } = lines.get(person) ?? { started: [] };
      return {
        ...(last && { last: shown(last) }),
        ...(typing && { typing: shown(typing) }),
        started: [...started],
      };
    },
    async noting(context, next) {
      const path = context.req.path.replace(/^\/api\/v\d+/, '');
      const about = aboutOf(path);
      if (!about) return next();
      const arrived = now();
      const sent = { path: shortened(path), ...(await contentOf(context)), at: clock.now() };
      const noted = listsFor(about).map(({ list, since }) => {
        const after = since === undefined ? {} : { after: Math.round(arrived - since) };
        const request: WireRequest = { method: context.req.method, ...sent, status: 0, ...after };
        list.push(request);
        if (list.length > MOST_KEPT) list.shift();
        return request;
      });
      await next();
      const answered = await answerOf(context);
      for (const request of noted) Object.assign(request, answered);
      return undefined;
    },
  };
}

interface Line {
  last?: Running;
  typing?: Running;
  started: WireRequest[];
}

interface Running extends Exchange {
  id: string;
  startedAt: number;
}

/** What a request is about: an interaction, or a channel. */
type About = { interaction: string } | { channel: string };

function aboutOf(path: string): About | undefined {
  const [, kind, one = '', other = ''] = path.split('/');
  if (kind === 'interactions') return { interaction: one };
  if (kind === 'webhooks') return { interaction: interactionOf(other) };
  return kind === 'channels' ? { channel: one } : undefined;
}

/** Who did it; nobody where the bot hears of its own message. */
function personIn([event, payload]: BotEvent): string | undefined {
  if (event === 'MESSAGE_CREATE') return payload.author.bot ? undefined : payload.author.id;
  return payload.user?.id ?? payload.member?.user.id;
}

function exchangeOf([event, payload]: BotEvent, at: number): Exchange {
  const plain = event === 'INTERACTION_CREATE' ? { ...payload, token: short(payload.token) } : payload;
  return { event, payload: plain, at, requests: [] };
}

const isTyping = ([event, payload]: BotEvent): boolean =>
  event === 'INTERACTION_CREATE' && payload.type === COMPLETION;

/** Plain words are answered by an ordinary message: what comes soon is taken for it. */
const isAnswered = ({ event, startedAt }: Running, now: number): boolean =>
  event === 'MESSAGE_CREATE' && now - startedAt < SOON;

const shown = ({ event, payload, at, requests }: Running): Exchange => ({
  event,
  payload,
  at,
  requests: [...requests],
});

/** A long part of a path is a token. */
const shortened = (path: string): string => path.split('/').map(short).join('/');

const short = (part: string): string => (part.length > LONGEST ? `${part.slice(0, 8)}…` : part);

/** The JSON and the files of a request, as far as they can be read; the route says what is wrong with them. */
async function contentOf(context: Context): Promise<Pick<WireRequest, 'body' | 'files'>> {
  if (context.req.method === 'GET' || context.req.method === 'DELETE') return {};
  try {
    const { body, files } = await readRequest(context);
    const sent = files.map(({ name, data }) => ({ name, bytes: data.byteLength }));
    return { body, ...(sent.length > 0 && { files: sent }) };
  } catch (error) {
    if (error instanceof ApiError) return {};
    throw error;
  }
}

async function answerOf({ res }: Context): Promise<Partial<WireRequest>> {
  if (res.headers.has(CUT_OFF)) return {};
  return { status: res.status, ...(res.status >= 400 && { refusal: await res.clone().json() }) };
}

const COMPLETION = 4;
/** Milliseconds. */
const SOON = 3000;
/** Characters; a snowflake has 18 to 20. */
const LONGEST = 24;
const MOST_KEPT = 30;
/** What the HTTP server goes by when a request is not to be answered. */
const CUT_OFF = 'x-hono-already-sent';
