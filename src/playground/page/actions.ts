/** Does what a person asks for and puts what comes of it where it belongs. */
import type { Act, Outcome, SeenForm } from '../standin/contract.ts';
import { doAct } from './api.ts';
import {
  botName,
  type Notice,
  type PageState,
  withMessage,
  withNotice,
  withoutMessage,
  withoutNotice,
} from './state.ts';
import type { Store } from './store.ts';

export interface Actions {
  /** Does it, shows "thinking" meanwhile and a failure afterwards. Never rejects: what breaks is a failure. */
  perform(act: Act): Promise<Outcome>;
  /** Asks without showing anything: for completions. */
  ask(act: Act): Promise<Outcome>;
  /** Sends a form in. A failure is left to the form to show. */
  submit(act: Act & { kind: 'submit' }, place: string): Promise<Outcome>;
}

interface ActionHandlers {
  /** Shows a form the bot answered with, opened from `place`. */
  openForm: (form: SeenForm, place: string) => void;
  /** Something was done, and its answer is there. */
  acted: () => void;
}

export function createActions(store: Store, { openForm, acted }: ActionHandlers): Actions {
  const safely = async (act: Act): Promise<Outcome> => {
    const outcome = await outcomeOf(act);
    acted();
    return outcome;
  };
  const settle = (act: Act, outcome: Outcome, place: string) => {
    if (act.person === store.now.person) store.change(state => withOutcome(state, act, outcome));
    if (outcome.kind === 'form') openForm(outcome.form, place);
  };

  return {
    ask: act => safely(act),
    async perform(act) {
      const place = placeOf(act, store.now);
      const notice = noticeFor(act, place, store.now);
      store.change(state => withNotice(dropFailures(state, notice), notice));
      const outcome = await safely(act);
      store.change(state => withoutNotice(state, notice.id));
      settle(act, outcome, place);
      if (outcome.kind === 'failed' && act.person === store.now.person) {
        store.change(state => withNotice(state, { ...notice, kind: 'failed', text: outcome.reason }));
      }
      return outcome;
    },
    async submit(act, place) {
      const outcome = await safely(act);
      settle(act, outcome, place);
      return outcome;
    },
  };
}

async function outcomeOf(act: Act): Promise<Outcome> {
  try {
    return await doAct(act);
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function withOutcome(state: PageState, act: Act, outcome: Outcome): PageState {
  switch (outcome.kind) {
    case 'message':
      return withMessage(
        { ...state, used: { ...state.used, ...usedFor(act, outcome.message.id) } },
        outcome.message,
      );
    case 'updated':
      return withMessage(state, outcome.message);
    case 'deleted':
      return act.kind === 'press' || act.kind === 'choose' ? withoutMessage(state, act.message) : state;
    case 'done':
      return act.kind === 'dismiss' ? withoutMessage(state, act.message) : state;
    default:
      return state;
  }
}

function usedFor(act: Act, message: string): Record<string, string> {
  if (act.kind === 'message-command') return { [message]: act.command };
  if (act.kind !== 'command') return {};
  const name = act.subcommand === undefined ? act.command : `${act.command} ${act.subcommand}`;
  return { [message]: `/${name}` };
}

function placeOf(act: Act, state: PageState): string {
  return 'place' in act ? act.place : state.place;
}

function noticeFor(act: Act, place: string, state: PageState): Notice {
  const message =
    act.kind === 'press' || act.kind === 'choose' || act.kind === 'dismiss' ? act.message : undefined;
  const id = crypto.randomUUID();
  const text = act.kind === 'say' || act.kind === 'dismiss' ? '' : `${botName(state)} is thinking…`;
  return { id, kind: 'thinking', place, text, ...(message === undefined ? {} : { message }) };
}

/** A new try takes away what the last one said on the same message, or at the end of the same place. */
function dropFailures(state: PageState, { message, place }: Notice): PageState {
  const isOld = (one: Notice) => one.kind === 'failed' && one.place === place && one.message === message;
  return { ...state, notices: state.notices.filter(one => !isOld(one)) };
}
