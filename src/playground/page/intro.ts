/** The first lines of a place: what it is, and what to type first. */
import { slashEntries } from './commands.ts';
import { make } from './dom.ts';
import { botName, currentPerson, currentPlace, type PageState } from './state.ts';

/** Draws the head of the place that is shown. */
export function drawIntro(state: PageState): HTMLElement[] {
  const place = currentPlace(state);
  const name = botName(state);
  const about = {
    server: `This is a channel of a server that ${name} was added to. Everyone in the channel reads what is posted here.`,
    'own-dm': `This is the direct message between you and ${name}.`,
    'other-dm': `This is a direct message between people. ${name} works here because you installed it for yourself.`,
  }[place.kind];
  return [
    make('h2', {}, place.kind === 'server' ? `#${place.name}` : place.name),
    make('p', {}, about),
    make('p', { class: 'intro-hint' }, ...firstStep(state)),
  ];
}

/** The command to try first: /ground where it is registered, else the first one. */
function firstCommand(state: PageState): string | undefined {
  const entries = slashEntries(state.view.commands, currentPlace(state), currentPerson(state));
  return (entries.find(entry => entry.title === 'ground') ?? entries[0])?.title;
}

/** The hint in words: "Type /ground and press Enter." */
function firstStep(state: PageState): (Node | string)[] {
  const command = firstCommand(state);
  if (command === undefined) return [`${botName(state)} has not registered a command yet.`];
  return ['Type ', make('kbd', {}, `/${command}`), ' and press ', make('kbd', {}, 'Enter'), '.'];
}
