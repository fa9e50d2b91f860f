/** Starts the page of all words: fetches them, draws them, and again whenever content/ was read anew. */
import { createAnnouncer } from './announce.ts';
import { AwayError, RefusedError } from './api.ts';
import { make, start } from './dom.ts';
import { fetchCheck, fetchVersion, fetchView, readWanted, type Wanted, writeWanted } from './library-api.ts';
import { createBanner } from './library-banner.ts';
import { showChecked } from './library-checked.ts';
import { createFilter } from './library-filter.ts';
import { createMarker } from './library-here.ts';
import { createShelf } from './library-shelf.ts';
import { createSide } from './library-side.ts';

startPage();

function startPage(): void {
  const announcer = createAnnouncer();
  const shelf = createShelf();
  const banner = createBanner();
  const filter = createFilter(shelf.element, text => announcer.announce(text));
  const side = createSide(filter.element, chosen => start(ifAnswered(() => show(chosen))));
  const marker = createMarker(() => filter.clear());
  const main = make('main', {}, banner.element, shelf.element);
  const page = make('div', { class: 'library' }, side.element, main);
  let wanted = readWanted();
  /** The version that was shown last, or could not be. */
  let tried: string | undefined;

  async function show(chosen: Wanted): Promise<void> {
    const view = await fetchView(chosen);
    const isAnother = chosen.language !== wanted.language || chosen.country !== wanted.country;
    wanted = chosen;
    tried = view.version;
    writeWanted(wanted);
    const changed = shelf.show(view, { isAnother, arrange: () => filter.apply() });
    side.show(view, changed);
    banner.show(view);
    if (!page.isConnected) document.body.replaceChildren(page, announcer.element);
    marker.mark();
    if (changed.length > 0) announcer.announce(`Changed: ${changed.map(({ title }) => title).join(', ')}`);
    const checked = await fetchCheck();
    showChecked(shelf.element, checked);
    banner.showChecked(checked);
    side.showFaults(checked.report?.violations.length ?? 0);
  }

  async function look(): Promise<void> {
    const now = await fetchVersion();
    side.tell('');
    if (now === tried) return;
    tried = now;
    await show(wanted);
  }

  /** Says so in a sentence where the playground is away or refuses what is wanted. */
  async function ifAnswered(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AwayError || error instanceof RefusedError)) throw error;
      if (page.isConnected) side.tell(error.message);
      else showNothing(error.message);
    }
  }

  /** What goes wrong is told, and it is looked again. */
  const keepLooking = () => {
    const looked = document.hidden ? Promise.resolve() : ifAnswered(look);
    start(looked.finally(() => setTimeout(keepLooking, lookEvery)));
  };
  window.addEventListener('error', event => side.tell(event.message));
  start(ifAnswered(() => show(wanted)).finally(() => setTimeout(keepLooking, lookEvery)));
}

/** A sentence in place of the words, with the way to those there are. */
function showNothing(reason: string): void {
  const back = make('a', { href: location.pathname }, 'The words in English');
  document.body.replaceChildren(
    make('main', { class: 'starting' }, make('p', { role: 'alert' }, reason), back),
  );
}

/** Milliseconds. */
const lookEvery = 1000;
