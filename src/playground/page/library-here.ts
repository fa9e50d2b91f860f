/** Marks the text that the address names, and goes there. */

export interface Marker {
  /** Marks it anew, as it may have been drawn again; goes there only when the address names another one. */
  mark(): void;
}

/** `unhide` shows what a filter hides. */
export function createMarker(unhide: () => void): Marker {
  let gone: string | undefined;
  const mark = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(anchor);
    document.querySelector('.here')?.classList.remove('here');
    target?.classList.add('here');
    if (target && gone !== anchor) {
      if (target.closest('[hidden]')) unhide();
      goTo(target);
    }
    gone = anchor;
  };
  window.addEventListener('hashchange', mark);
  return { mark };
}

/** What comes near the window is laid out then, and pushes the target away: so it is gone to again for some frames. */
function goTo(target: HTMLElement, times = framesToSettle): void {
  target.scrollIntoView();
  if (times > 0) requestAnimationFrame(() => goTo(target, times - 1));
}

const framesToSettle = 5;
